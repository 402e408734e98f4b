using Virga.Ecr.Images;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ecr;

namespace Virga.Ecr.Repositories;

/// <summary>Deletes a repository; one that holds images only by force.</summary>
internal sealed class DeleteRepository : IMutation<DeleteRepositoryRequest, DeleteRepositoryResponse>
{
    public static DeleteRepositoryResponse Run(DeleteRepositoryRequest input, Change change)
    {
        var registry = change.Registry(input.RegistryId);
        var row = registry.Repository(input.RepositoryName, "ecr:DeleteRepository");
        if (input.Force != true && registry.Rows<ManifestRow>().Any(ManifestRow.ByRepository, row.Id))
            throw EcrErrors.RepositoryNotEmpty(row.Id, registry.Account);
        var answer = RepositoryView.Of(row, registry);
        RepositoryContent.RemoveAll(registry, row.Id);
        registry.Remove<TagsRow>(EcrPlace.ArnOf(registry, row.Id));
        registry.Remove<RepositoryRow>(row.Id);
        return new() { Repository = answer };
    }
}
