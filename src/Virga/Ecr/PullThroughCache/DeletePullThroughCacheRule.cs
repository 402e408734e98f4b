using Virga.Service;
using Virga.State;
using Virga.Wire.Ecr;

namespace Virga.Ecr.PullThroughCache;

/// <summary>Deletes a rule. What was cached stays.</summary>
internal sealed class DeletePullThroughCacheRule
    : IMutation<DeletePullThroughCacheRuleRequest, DeletePullThroughCacheRuleResponse>
{
    public static DeletePullThroughCacheRuleResponse Run(DeletePullThroughCacheRuleRequest input, Change change)
    {
        var registry = change.Registry(input.RegistryId);
        RepositoryAccess.CheckRegistry(registry, "ecr:DeletePullThroughCacheRule", "*");
        var row = registry.Find<PullThroughCacheRuleRow>(input.EcrRepositoryPrefix)
            ?? throw EcrErrors.RuleNotFound(input.EcrRepositoryPrefix!, registry.Account);
        registry.Remove<PullThroughCacheRuleRow>(row.Id);
        return new()
        {
            EcrRepositoryPrefix = row.Id,
            UpstreamRegistryUrl = row.UpstreamUrl,
            CreatedAt = row.CreatedAt,
            RegistryId = registry.Account,
            CredentialArn = row.CredentialArn,
            CustomRoleArn = row.CustomRoleArn,
            UpstreamRepositoryPrefix = row.UpstreamPrefix,
        };
    }
}
