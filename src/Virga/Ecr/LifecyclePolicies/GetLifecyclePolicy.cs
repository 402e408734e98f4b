using Virga.Service;
using Virga.State;
using Virga.Wire.Ecr;

namespace Virga.Ecr.LifecyclePolicies;

/// <summary>Shows a repository's lifecycle policy, and when it last ran.</summary>
internal sealed class GetLifecyclePolicy : IQuery<GetLifecyclePolicyRequest, GetLifecyclePolicyResponse>
{
    public static GetLifecyclePolicyResponse Run(GetLifecyclePolicyRequest input, WorldView at)
    {
        var registry = at.Registry(input.RegistryId);
        var row = registry.Repository(input.RepositoryName, "ecr:GetLifecyclePolicy");
        return new()
        {
            RegistryId = registry.Account,
            RepositoryName = row.Id,
            LifecyclePolicyText = row.LifecyclePolicyText
                ?? throw EcrErrors.LifecyclePolicyNotFound(row.Id, registry.Account),
            LastEvaluatedAt = row.LifecyclePolicyEvaluatedAt ?? DateTimeOffset.UnixEpoch,
        };
    }
}
