using System.Collections.Immutable;

namespace Virga.Iam.Evaluation;

/// <summary>A policy with the name that explanations give it.</summary>
/// <param name="Id">An ARN, or the name of an inline policy.</param>
/// <param name="Kind">As SimulatePrincipalPolicy names the source: "IAM Policy", "user", "role", "group" …</param>
/// <param name="Document">The parsed document.</param>
internal sealed record SourcePolicy(string Id, string Kind, PolicyDocument Document);

/// <summary>The policies that decide one request.</summary>
internal sealed record PolicySet
{
    /// <summary>Of the user with its groups, or of the role.</summary>
    public ImmutableArray<SourcePolicy> Identity { get; init; } = [];

    /// <summary>The permissions boundary, or null.</summary>
    public SourcePolicy? Boundary { get; init; }

    /// <summary>Given with AssumeRole or GetFederationToken; null when none were, which limits nothing.</summary>
    public ImmutableArray<SourcePolicy>? Session { get; init; }

    /// <summary>Of the resource itself, or null.</summary>
    public SourcePolicy? Resource { get; init; }
}

/// <summary>One question: may this principal do this to that?</summary>
/// <param name="Principal">Who.</param>
/// <param name="Action">Such as <c>ec2:RunInstances</c>.</param>
/// <param name="Resource">An ARN, or <c>*</c> for an action without resource.</param>
/// <param name="ResourceAccount">The owner of the resource.</param>
/// <param name="Context">The condition keys.</param>
/// <param name="Policies">What decides.</param>
internal sealed record AuthorizationRequest(
    RequestPrincipal Principal,
    string Action,
    string Resource,
    string ResourceAccount,
    RequestContext Context,
    PolicySet Policies);
