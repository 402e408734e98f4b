using Virga.Service;
using Virga.State;
using Virga.Wire.Ecr;

namespace Virga.Ecr.CreationTemplates;

/// <summary>Changes a template; what the request leaves out stays.</summary>
internal sealed class UpdateRepositoryCreationTemplate
    : IMutation<UpdateRepositoryCreationTemplateRequest, UpdateRepositoryCreationTemplateResponse>
{
    public static UpdateRepositoryCreationTemplateResponse Run(
        UpdateRepositoryCreationTemplateRequest input, Change change)
    {
        var old = change.Find<CreationTemplateRow>(input.Prefix)
            ?? throw EcrErrors.TemplateNotFound(input.Prefix!, change.Account);
        var shape = new RepositoryCreationTemplate
        {
            Prefix = input.Prefix,
            Description = input.Description ?? old.Shape.Description,
            EncryptionConfiguration = input.EncryptionConfiguration ?? old.Shape.EncryptionConfiguration,
            ResourceTags = input.ResourceTags ?? old.Shape.ResourceTags,
            ImageTagMutability = input.ImageTagMutability ?? old.Shape.ImageTagMutability,
            ImageTagMutabilityExclusionFilters = input.ImageTagMutability is null
                ? input.ImageTagMutabilityExclusionFilters ?? old.Shape.ImageTagMutabilityExclusionFilters
                : input.ImageTagMutabilityExclusionFilters,
            RepositoryPolicy = input.RepositoryPolicy ?? old.Shape.RepositoryPolicy,
            LifecyclePolicy = input.LifecyclePolicy ?? old.Shape.LifecyclePolicy,
            AppliedFor = input.AppliedFor ?? old.Shape.AppliedFor,
            CustomRoleArn = input.CustomRoleArn ?? old.Shape.CustomRoleArn,
            CreatedAt = old.Shape.CreatedAt,
            UpdatedAt = change.Now,
        };
        CreationTemplateRules.Check(shape);
        change.Put(old with { Shape = shape });
        return new() { RegistryId = change.Account, RepositoryCreationTemplate = shape };
    }
}
