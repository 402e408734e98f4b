using System.Collections.Immutable;

namespace Virga.Iam.Evaluation;

/// <summary>
/// Decides requests by policies. Source: IAM User Guide, "Policy evaluation logic": a deny anywhere wins; within an
/// account a resource's policy that names the principal is enough by itself; otherwise identity policies must allow,
/// and
/// boundary and session policies too. Across accounts both sides must allow. Pure.
/// </summary>
internal static class PolicyEvaluator
{
    public static PolicyDecision Evaluate(AuthorizationRequest request)
    {
        var identity = Layer(request, request.Policies.Identity, PolicyLayer.Identity);
        var boundary = request.Policies.Boundary is { } limit ? Layer(request, [limit], PolicyLayer.Boundary) : null;
        var session = request.Policies.Session is { } given ? Layer(request, given, PolicyLayer.Session) : null;
        var resource = Resource(request);
        foreach (var layer in (LayerResult?[])[identity, boundary, session, resource])
            if (layer is { Denies.Length: > 0 })
                return new(PolicyOutcome.ExplicitDeny, layer.Layer, layer.Denies);
        if (request.Principal.Account == request.ResourceAccount
            && ByResource(resource, boundary, session) is { } direct)
            return direct;
        if (request.Principal.Account != request.ResourceAccount && resource is not { Allows.Length: > 0 })
            return ImplicitDeny(PolicyLayer.Resource);
        if (identity.Allows.IsEmpty && !request.Principal.IsRoot) return ImplicitDeny(PolicyLayer.Identity);
        foreach (var layer in (LayerResult?[])[boundary, session])
            if (layer is { Allows.Length: 0 })
                return ImplicitDeny(layer.Layer);
        return new(PolicyOutcome.Allowed, PolicyLayer.Identity, identity.Allows);
    }

    /// <summary>
    /// The policies of one side only, such as a role's trust policy: who it names may do what it allows.
    /// </summary>
    public static PolicyDecision EvaluateTrust(AuthorizationRequest request)
    {
        var resource = Resource(request);
        if (resource is { Denies.Length: > 0 })
            return new(PolicyOutcome.ExplicitDeny, PolicyLayer.Resource, resource.Denies);
        return resource is { Allows.Length: > 0 }
            ? new(PolicyOutcome.Allowed, PolicyLayer.Resource, resource.Allows)
            : ImplicitDeny(PolicyLayer.Resource);
    }

    /// <summary>
    /// Whether the resource's policy alone allows. Naming a user or a session passes boundary and session policies by;
    /// naming a role does not, and naming the account only lets its own policies decide.
    /// </summary>
    private static PolicyDecision? ByResource(LayerResult? resource, LayerResult? boundary, LayerResult? session)
    {
        if (resource is null || resource.Allows.IsEmpty || resource.Closest < PrincipalMatch.Role) return null;
        var isLimited = resource.Closest == PrincipalMatch.Role
            && (boundary is { Allows.Length: 0 } || session is { Allows.Length: 0 });
        return isLimited ? null : new(PolicyOutcome.Allowed, PolicyLayer.Resource, resource.Allows);
    }

    private static LayerResult? Resource(AuthorizationRequest request) =>
        request.Policies.Resource is { } policy ? Layer(request, [policy], PolicyLayer.Resource) : null;

    private static PolicyDecision ImplicitDeny(PolicyLayer layer) => new(PolicyOutcome.ImplicitDeny, layer, []);

    private static LayerResult Layer(
        AuthorizationRequest request, ImmutableArray<SourcePolicy> policies, PolicyLayer layer)
    {
        var allows = ImmutableArray.CreateBuilder<MatchedStatement>();
        var denies = ImmutableArray.CreateBuilder<MatchedStatement>();
        var closest = PrincipalMatch.None;
        foreach (var policy in policies)
        {
            foreach (var statement in policy.Document.Statements)
            {
                if (!Applies(statement, request, out var match)) continue;
                var target = statement.Effect == PolicyEffect.Deny ? denies : allows;
                target.Add(new(policy, statement, layer));
                if (statement.Effect == PolicyEffect.Allow && match > closest) closest = match;
            }
        }

        return new(layer, allows.ToImmutable(), denies.ToImmutable(), closest);
    }

    private static bool Applies(PolicyStatement statement, AuthorizationRequest request, out PrincipalMatch match)
    {
        match = statement.Principals?.Match(request.Principal) ?? PrincipalMatch.Exact;
        return match != PrincipalMatch.None
            && Names(statement.Actions, request.Action, request.Context, StringComparison.OrdinalIgnoreCase)
            && Names(statement.Resources, request.Resource, request.Context, StringComparison.Ordinal)
            && statement.Conditions.All(condition => condition.Holds(request.Context));
    }

    private static bool Names(PolicyList? list, string value, RequestContext context, StringComparison comparison)
    {
        if (list is null) return true;
        foreach (var item in list.Items)
            if (item.Pattern(context)?.IsMatch(value, comparison) == true) return !list.IsNegated;
        return list.IsNegated;
    }

    private sealed record LayerResult(
        PolicyLayer Layer,
        ImmutableArray<MatchedStatement> Allows,
        ImmutableArray<MatchedStatement> Denies,
        PrincipalMatch Closest);
}
