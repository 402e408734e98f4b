using System.Collections.Immutable;

namespace Virga.Iam.Evaluation;

/// <summary>How a request came out.</summary>
internal enum PolicyOutcome
{
    /// <summary>Some statement allows it and nothing denies it.</summary>
    Allowed,

    /// <summary>A statement denies it.</summary>
    ExplicitDeny,

    /// <summary>Nothing allows it.</summary>
    ImplicitDeny,
}

/// <summary>Which kind of policy a refusal comes from; AWS's texts name it.</summary>
internal enum PolicyLayer
{
    Identity,
    Boundary,
    Session,
    Resource,
}

/// <summary>A statement that matched, and where it stands.</summary>
internal sealed record MatchedStatement(SourcePolicy Policy, PolicyStatement Statement, PolicyLayer Layer);

/// <summary>The answer, and the statements that decided it.</summary>
/// <param name="Outcome">Allowed or not.</param>
/// <param name="Layer">The layer that denied, or that lacks an allow; the one that allowed otherwise.</param>
/// <param name="Matched">The allowing or denying statements; empty for an implicit deny.</param>
internal sealed record PolicyDecision(
    PolicyOutcome Outcome, PolicyLayer Layer, ImmutableArray<MatchedStatement> Matched)
{
    public bool IsAllowed => Outcome == PolicyOutcome.Allowed;

    /// <summary>
    /// The end of AWS's AccessDenied text. Source: IAM User Guide, "Troubleshoot access denied error messages".
    /// </summary>
    public string Reason(string action) => (Outcome, Layer) switch
    {
        (PolicyOutcome.ExplicitDeny, PolicyLayer.Boundary) => "with an explicit deny in a permissions boundary",
        (PolicyOutcome.ExplicitDeny, PolicyLayer.Session) => "with an explicit deny in a session policy",
        (PolicyOutcome.ExplicitDeny, PolicyLayer.Resource) => "with an explicit deny in a resource-based policy",
        (PolicyOutcome.ExplicitDeny, _) => "with an explicit deny in an identity-based policy",
        (_, PolicyLayer.Boundary) => $"because no permissions boundary allows the {action} action",
        (_, PolicyLayer.Session) => $"because no session policy allows the {action} action",
        (_, PolicyLayer.Resource) => $"because no resource-based policy allows the {action} action",
        _ => $"because no identity-based policy allows the {action} action",
    };
}
