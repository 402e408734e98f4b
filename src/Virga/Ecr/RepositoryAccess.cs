using Virga.Ecr.Repositories;
using Virga.Iam.Authorization;
using Virga.Iam.Evaluation;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ecr;

namespace Virga.Ecr;

/// <summary>
/// Whether a caller may do something to a repository. Its own account may, unless the repository's policy denies it or
/// (with <c>VIRGA_AUTH=enforce</c>) the caller's own policies do not allow it; other accounts need the repository's
/// policy. Source: ECR User Guide, "Repository policies vs IAM policies".
/// </summary>
internal static class RepositoryAccess
{
    /// <exception cref="AwsException">AccessDeniedException.</exception>
    public static void Check(WorldView at, RepositoryRow repository, string action)
    {
        if (at.Caller.IsAuthorized) return;
        var decision = Decide(at, repository.PolicyText, action, EcrPlace.ArnOf(at, repository.Id));
        if (decision is not { IsAllowed: false }) return;
        throw EcrErrors.AccessDenied(
            at.Caller.Arn, action, EcrPlace.ArnOf(at, repository.Id), decision.Reason(action));
    }

    /// <summary>The decision, or null where nothing needs one.</summary>
    public static PolicyDecision? Decide(WorldView at, string? policyText, string action, string resource)
    {
        var isForeign = at.Caller.Account != at.Account;
        if (!isForeign && policyText is null && !at.Rules.IsAuthEnforced) return null;
        var caller = CallerPolicies.Of(at, at.Caller);
        var policies = at.Rules.IsAuthEnforced ? caller.Policies : new PolicySet { Identity = [Everything] };
        var request = new AuthorizationRequest(
            caller.Principal, action, resource, at.Account, Context(at),
            policies with
            {
                Resource = policyText is null
                    ? null
                    : new("repository", "Resource Policy", PolicyReader.Read(policyText, PolicyKind.Resource)),
            });
        return PolicyEvaluator.Evaluate(request);
    }

    private static SourcePolicy Everything { get; } = new(
        "all", "none", PolicyReader.Read(
            """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}""",
            PolicyKind.Identity));

    private static RequestContext Context(WorldView at) => new RequestContext()
        .Set("aws:PrincipalAccount", at.Caller.Account)
        .Set("aws:PrincipalArn", at.Caller.Arn)
        .Set("aws:RequestedRegion", at.Region)
        .Set("aws:CurrentTime", at.Now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'"));
}
