using Virga.Ecr.AccountSettings;
using Virga.Ecr.RegistryPolicies;
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
    private const string Repository = "repository/";

    /// <summary>
    /// What a registry policy says something about with <c>REGISTRY_POLICY_SCOPE</c> V1; with V2 it is about all (ECR
    /// User Guide, "Switching to the expanded registry policy scope").
    /// </summary>
    private static readonly string[] OfFirstScope =
        ["ecr:ReplicateImage", "ecr:BatchImportUpstreamImage", "ecr:CreateRepository"];

    /// <exception cref="AwsException">AccessDeniedException.</exception>
    public static void Check(WorldView at, RepositoryRow repository, string action)
    {
        if (at.Caller.IsAuthorized) return;
        var decision = Decide(at, repository.PolicyText, action, EcrPlace.ArnOf(at, repository.Id));
        if (decision is not { IsAllowed: false }) return;
        throw EcrErrors.AccessDenied(
            at.Caller.Arn, action, EcrPlace.ArnOf(at, repository.Id), decision.Reason(action));
    }

    /// <summary>
    /// The same where no repository is asked for yet: rules and new repositories of another account's registry need its
    /// registry policy.
    /// </summary>
    /// <exception cref="AwsException">AccessDeniedException.</exception>
    public static void CheckRegistry(WorldView at, string action, string repository)
    {
        var resource = EcrPlace.ArnOf(at, repository);
        if (Decide(at, null, action, resource) is not { IsAllowed: false } decision) return;
        throw EcrErrors.AccessDenied(at.Caller.Arn, action, resource, decision.Reason(action));
    }

    /// <summary>
    /// What a repository's owner says about an action on it: the repository's policy and the registry's in one. Null
    /// for what is no repository of this emulator.
    /// </summary>
    public static SourcePolicy? PolicyOf(WorldView at, string action, string resource)
    {
        var parts = resource.Split(':', 6);
        if (parts.Length < 6 || parts[2] != "ecr" || !parts[5].StartsWith(Repository, StringComparison.Ordinal))
            return null;
        var registry = at.At(new Scope(parts[4], parts[3]));
        return Merged(registry, registry.Find<RepositoryRow>(parts[5][Repository.Length..])?.PolicyText, action);
    }

    private static SourcePolicy? Merged(WorldView at, string? text, string action)
    {
        var registry = RegistryRow.Of(at);
        var isWhole = registry.AccountSettings.GetValueOrDefault(AccountSettingNames.PolicyScope) != "V1";
        var ofRegistry = isWhole || OfFirstScope.Contains(action) ? registry.PolicyText : null;
        if (text is null && ofRegistry is null) return null;
        var read = (text is null ? [] : PolicyReader.Read(text, PolicyKind.Resource).Statements)
            .Concat(ofRegistry is null ? [] : PolicyReader.Read(ofRegistry, PolicyKind.Resource).Statements);
        return new("repository", "Resource Policy", new(PolicyDocument.CurrentVersion, null, [.. read]));
    }

    /// <summary>The decision, or null where nothing needs one.</summary>
    public static PolicyDecision? Decide(WorldView at, string? policyText, string action, string resource)
    {
        var isForeign = at.Caller.Account != at.Account;
        var policy = Merged(at, policyText, action);
        if (!isForeign && policy is null && !at.Rules.IsAuthEnforced) return null;
        var caller = CallerPolicies.Of(at, at.Caller);
        var policies = at.Rules.IsAuthEnforced ? caller.Policies : new PolicySet { Identity = [Everything] };
        var request = new AuthorizationRequest(
            caller.Principal, action, resource, at.Account, Context(at),
            policies with { Resource = policy });
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
