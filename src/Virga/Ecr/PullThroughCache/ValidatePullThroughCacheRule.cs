using Virga.Service;
using Virga.State;
using Virga.Wire.Ecr;

namespace Virga.Ecr.PullThroughCache;

/// <summary>Asks the upstream registry whether it answers.</summary>
internal sealed class ValidatePullThroughCacheRule
    : IExchange<ValidatePullThroughCacheRuleRequest, ValidatePullThroughCacheRuleResponse>
{
    public static async ValueTask<ValidatePullThroughCacheRuleResponse> RunAsync(
        ValidatePullThroughCacheRuleRequest input, Session session, CancellationToken cancellation)
    {
        var registry = session.Read().Registry(input.RegistryId);
        RepositoryAccess.CheckRegistry(registry, "ecr:ValidatePullThroughCacheRule", "*");
        var row = registry.Find<PullThroughCacheRuleRow>(input.EcrRepositoryPrefix)
            ?? throw EcrErrors.RuleNotFound(input.EcrRepositoryPrefix!, registry.Account);
        var upstreams = session.Outside.Upstreams ?? throw EcrErrors.NoBytes();
        var failure = await upstreams.ProbeAsync(row, cancellation).ConfigureAwait(false);
        return new()
        {
            EcrRepositoryPrefix = row.Id,
            RegistryId = registry.Account,
            UpstreamRegistryUrl = row.UpstreamUrl,
            CredentialArn = row.CredentialArn,
            CustomRoleArn = row.CustomRoleArn,
            UpstreamRepositoryPrefix = row.UpstreamPrefix,
            IsValid = failure is null,
            Failure = failure,
        };
    }
}
