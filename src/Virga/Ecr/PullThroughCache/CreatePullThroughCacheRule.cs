using Virga.Service;
using Virga.State;
using Virga.Wire.Ecr;

namespace Virga.Ecr.PullThroughCache;

/// <summary>Creates a rule.</summary>
internal sealed class CreatePullThroughCacheRule
    : IMutation<CreatePullThroughCacheRuleRequest, CreatePullThroughCacheRuleResponse>
{
    private const int MaxRules = 50;

    public static CreatePullThroughCacheRuleResponse Run(CreatePullThroughCacheRuleRequest input, Change change)
    {
        var registry = change.Registry(input.RegistryId);
        RepositoryAccess.CheckRegistry(registry, "ecr:CreatePullThroughCacheRule", "*");
        var prefix = input.EcrRepositoryPrefix!;
        if (registry.Find<PullThroughCacheRuleRow>(prefix) is not null)
            throw EcrErrors.RuleAlreadyExists(prefix, registry.Account);
        if (registry.Rows<PullThroughCacheRuleRow>().Count >= MaxRules)
            throw EcrErrors.Limit($"At most {MaxRules} pull through cache rules are allowed");
        var upstream = UpstreamRegistries.NameOf(input.UpstreamRegistryUrl!);
        if (input.UpstreamRegistry is { } named && upstream is not null && named != upstream)
            throw EcrErrors.UnsupportedUpstream(input.UpstreamRegistryUrl!);
        var row = registry.Put(new PullThroughCacheRuleRow(prefix)
        {
            UpstreamUrl = input.UpstreamRegistryUrl!,
            Upstream = upstream,
            CredentialArn = input.CredentialArn,
            CustomRoleArn = input.CustomRoleArn,
            UpstreamPrefix = input.UpstreamRepositoryPrefix,
            CreatedAt = change.Now,
            UpdatedAt = change.Now,
        });
        return new()
        {
            EcrRepositoryPrefix = row.Id,
            UpstreamRegistryUrl = row.UpstreamUrl,
            CreatedAt = row.CreatedAt,
            RegistryId = registry.Account,
            UpstreamRegistry = row.Upstream,
            CredentialArn = row.CredentialArn,
            CustomRoleArn = row.CustomRoleArn,
            UpstreamRepositoryPrefix = row.UpstreamPrefix,
        };
    }
}
