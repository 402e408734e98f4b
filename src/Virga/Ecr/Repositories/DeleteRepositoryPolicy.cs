using Virga.Service;
using Virga.State;
using Virga.Wire.Ecr;

namespace Virga.Ecr.Repositories;

/// <summary>Removes a repository's policy.</summary>
internal sealed class DeleteRepositoryPolicy : IMutation<DeleteRepositoryPolicyRequest, DeleteRepositoryPolicyResponse>
{
    public static DeleteRepositoryPolicyResponse Run(DeleteRepositoryPolicyRequest input, Change change)
    {
        var registry = change.Registry(input.RegistryId);
        var row = registry.Repository(input.RepositoryName, "ecr:DeleteRepositoryPolicy");
        var text = row.PolicyText ?? throw EcrErrors.RepositoryPolicyNotFound(row.Id, registry.Account);
        registry.Put(row with { PolicyText = null });
        return new() { RegistryId = registry.Account, RepositoryName = row.Id, PolicyText = text };
    }
}
