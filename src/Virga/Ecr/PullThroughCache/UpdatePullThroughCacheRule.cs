using Virga.Service;
using Virga.State;
using Virga.Wire.Ecr;

namespace Virga.Ecr.PullThroughCache;

/// <summary>Changes a rule's credentials or role.</summary>
internal sealed class UpdatePullThroughCacheRule
    : IMutation<UpdatePullThroughCacheRuleRequest, UpdatePullThroughCacheRuleResponse>
{
    public static UpdatePullThroughCacheRuleResponse Run(UpdatePullThroughCacheRuleRequest input, Change change)
    {
        var registry = change.Registry(input.RegistryId);
        RepositoryAccess.CheckRegistry(registry, "ecr:UpdatePullThroughCacheRule", "*");
        var row = registry.Find<PullThroughCacheRuleRow>(input.EcrRepositoryPrefix)
            ?? throw EcrErrors.RuleNotFound(input.EcrRepositoryPrefix!, registry.Account);
        row = registry.Put(row with
        {
            CredentialArn = input.CredentialArn ?? row.CredentialArn,
            CustomRoleArn = input.CustomRoleArn ?? row.CustomRoleArn,
            UpdatedAt = change.Now,
        });
        return new()
        {
            EcrRepositoryPrefix = row.Id,
            RegistryId = registry.Account,
            UpdatedAt = row.UpdatedAt,
            CredentialArn = row.CredentialArn,
            CustomRoleArn = row.CustomRoleArn,
            UpstreamRepositoryPrefix = row.UpstreamPrefix,
        };
    }
}
