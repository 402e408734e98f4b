using Virga.Service;
using Virga.State;
using Virga.Wire.Ecr;

namespace Virga.Ecr.CreationTemplates;

/// <summary>Creates a template.</summary>
internal sealed class CreateRepositoryCreationTemplate
    : IMutation<CreateRepositoryCreationTemplateRequest, CreateRepositoryCreationTemplateResponse>
{
    public static CreateRepositoryCreationTemplateResponse Run(
        CreateRepositoryCreationTemplateRequest input, Change change)
    {
        if (change.Find<CreationTemplateRow>(input.Prefix) is not null)
            throw EcrErrors.TemplateAlreadyExists(input.Prefix!, change.Account);
        var shape = new RepositoryCreationTemplate
        {
            Prefix = input.Prefix,
            Description = input.Description,
            EncryptionConfiguration = input.EncryptionConfiguration
                ?? new() { EncryptionType = EncryptionType.AES256 },
            ResourceTags = input.ResourceTags,
            ImageTagMutability = input.ImageTagMutability ?? ImageTagMutability.MUTABLE,
            ImageTagMutabilityExclusionFilters = input.ImageTagMutabilityExclusionFilters,
            RepositoryPolicy = input.RepositoryPolicy,
            LifecyclePolicy = input.LifecyclePolicy,
            AppliedFor = input.AppliedFor,
            CustomRoleArn = input.CustomRoleArn,
            CreatedAt = change.Now,
            UpdatedAt = change.Now,
        };
        CreationTemplateRules.Check(shape);
        change.Put(new CreationTemplateRow(input.Prefix!) { Shape = shape });
        return new() { RegistryId = change.Account, RepositoryCreationTemplate = shape };
    }
}
