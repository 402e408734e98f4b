using Virga.Service;
using Virga.State;
using Virga.Wire.Ecr;

namespace Virga.Ecr.LifecyclePolicies;

/// <summary>Removes a repository's lifecycle policy.</summary>
internal sealed class DeleteLifecyclePolicy : IMutation<DeleteLifecyclePolicyRequest, DeleteLifecyclePolicyResponse>
{
    public static DeleteLifecyclePolicyResponse Run(DeleteLifecyclePolicyRequest input, Change change)
    {
        var registry = change.Registry(input.RegistryId);
        var row = registry.Repository(input.RepositoryName, "ecr:DeleteLifecyclePolicy");
        var text = row.LifecyclePolicyText ?? throw EcrErrors.LifecyclePolicyNotFound(row.Id, registry.Account);
        registry.Put(row with { LifecyclePolicyText = null, LifecyclePolicyEvaluatedAt = null });
        registry.Cancel<LifecyclePolicyRuns>(row.Id);
        return new()
        {
            RegistryId = registry.Account,
            RepositoryName = row.Id,
            LifecyclePolicyText = text,
            LastEvaluatedAt = row.LifecyclePolicyEvaluatedAt ?? DateTimeOffset.UnixEpoch,
        };
    }
}
