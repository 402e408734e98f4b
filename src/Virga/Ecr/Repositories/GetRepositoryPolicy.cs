using Virga.Service;
using Virga.State;
using Virga.Wire.Ecr;

namespace Virga.Ecr.Repositories;

/// <summary>Shows a repository's policy.</summary>
internal sealed class GetRepositoryPolicy : IQuery<GetRepositoryPolicyRequest, GetRepositoryPolicyResponse>
{
    public static GetRepositoryPolicyResponse Run(GetRepositoryPolicyRequest input, WorldView at)
    {
        var registry = at.Registry(input.RegistryId);
        var row = registry.Repository(input.RepositoryName, "ecr:GetRepositoryPolicy");
        return new()
        {
            RegistryId = registry.Account,
            RepositoryName = row.Id,
            PolicyText = row.PolicyText ?? throw EcrErrors.RepositoryPolicyNotFound(row.Id, registry.Account),
        };
    }
}
