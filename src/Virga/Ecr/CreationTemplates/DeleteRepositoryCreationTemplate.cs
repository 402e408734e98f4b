using Virga.Service;
using Virga.State;
using Virga.Wire.Ecr;

namespace Virga.Ecr.CreationTemplates;

/// <summary>Deletes a template.</summary>
internal sealed class DeleteRepositoryCreationTemplate
    : IMutation<DeleteRepositoryCreationTemplateRequest, DeleteRepositoryCreationTemplateResponse>
{
    public static DeleteRepositoryCreationTemplateResponse Run(
        DeleteRepositoryCreationTemplateRequest input, Change change)
    {
        var old = change.Find<CreationTemplateRow>(input.Prefix)
            ?? throw EcrErrors.TemplateNotFound(input.Prefix!, change.Account);
        change.Remove<CreationTemplateRow>(old.Id);
        return new() { RegistryId = change.Account, RepositoryCreationTemplate = old.Shape };
    }
}
