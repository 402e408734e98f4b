using Virga.Service;
using Virga.State;
using Virga.Wire.Ecr;

namespace Virga.Ecr.PullThroughCache;

/// <summary>Lists rules.</summary>
internal sealed class DescribePullThroughCacheRules
    : IQuery<DescribePullThroughCacheRulesRequest, DescribePullThroughCacheRulesResponse>
{
    public static DescribePullThroughCacheRulesResponse Run(DescribePullThroughCacheRulesRequest input, WorldView at)
    {
        var registry = at.Registry(input.RegistryId);
        RepositoryAccess.CheckRegistry(registry, "ecr:DescribePullThroughCacheRules", "*");
        var wanted = input.EcrRepositoryPrefixes ?? [];
        foreach (var prefix in wanted)
            if (registry.Find<PullThroughCacheRuleRow>(prefix) is null)
                throw EcrErrors.RuleNotFound(prefix, registry.Account);
        var rows = registry.Rows<PullThroughCacheRuleRow>()
            .Where(row => wanted.Count == 0 || wanted.Contains(row.Id));
        var (items, token) = EcrPage.Of(rows, input.MaxResults, input.NextToken);
        return new() { PullThroughCacheRules = [.. items.Select(row => Shape(row, registry))], NextToken = token };
    }

    private static PullThroughCacheRule Shape(PullThroughCacheRuleRow row, WorldView registry) => new()
    {
        EcrRepositoryPrefix = row.Id,
        UpstreamRegistryUrl = row.UpstreamUrl,
        CreatedAt = row.CreatedAt,
        RegistryId = registry.Account,
        CredentialArn = row.CredentialArn,
        CustomRoleArn = row.CustomRoleArn,
        UpstreamRepositoryPrefix = row.UpstreamPrefix,
        UpstreamRegistry = row.Upstream,
        UpdatedAt = row.UpdatedAt,
    };
}
