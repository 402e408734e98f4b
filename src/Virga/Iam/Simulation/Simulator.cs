using Virga.Iam.Evaluation;
using Virga.Wire.Iam;

namespace Virga.Iam.Simulation;

/// <summary>Asks the evaluator for each action and resource of a simulation, and words its answers.</summary>
internal static class Simulator
{
    public static SimulatePolicyResponse Run(
        RequestPrincipal principal, PolicySet policies, Question question, int? maxItems, string? marker)
    {
        var results = new List<EvaluationResult>();
        foreach (var action in question.Actions)
            foreach (var resource in question.Resources)
                results.Add(Evaluate(principal, policies, question, action, resource));
        var start = int.TryParse(marker, out var position) ? position : 0;
        var count = Math.Min(maxItems ?? results.Count, Math.Max(0, results.Count - start));
        var isTruncated = start + count < results.Count;
        return new()
        {
            EvaluationResults = results.GetRange(Math.Min(start, results.Count), count),
            IsTruncated = isTruncated,
            Marker = isTruncated ? $"{start + count}" : null,
        };
    }

    private static EvaluationResult Evaluate(
        RequestPrincipal principal, PolicySet policies, Question question, string action, string resource)
    {
        var owner = question.ResourceOwner
            ?? (IamArns.AccountOf(resource) is { Length: 12 } account ? account : principal.Account);
        var decision = PolicyEvaluator.Evaluate(
            new(principal, action, resource, owner, question.Context, policies));
        return new()
        {
            EvalActionName = action,
            EvalResourceName = resource,
            EvalDecision = decision.Outcome switch
            {
                PolicyOutcome.Allowed => "allowed",
                PolicyOutcome.ExplicitDeny => "explicitDeny",
                _ => "implicitDeny",
            },
            MatchedStatements = [.. decision.Matched.Select(Show)],
            MissingContextValues = Missing(policies, question.Context),
            PermissionsBoundaryDecisionDetail = policies.Boundary is null
                ? null
                : new() { AllowedByPermissionsBoundary = decision is not { IsAllowed: false,
                    Layer: PolicyLayer.Boundary } },
        };
    }

    /// <summary>Positions are not kept: a statement is named by its policy alone.</summary>
    private static Statement Show(MatchedStatement matched) => new()
    {
        SourcePolicyId = matched.Policy.Id,
        SourcePolicyType = matched.Layer == PolicyLayer.Resource ? "Resource Policy" : matched.Policy.Kind,
    };

    private static List<string> Missing(PolicySet policies, RequestContext context) =>
    [
        .. ContextKeys.Of(policies.Identity.Select(policy => policy.Document))
            .Where(key => context.Find(key) is null),
    ];
}
