using System.Collections.Immutable;

namespace Virga.Iam.Evaluation;

/// <summary>
/// A parsed policy. Source of the grammar: IAM User Guide, "Grammar of the IAM JSON policy language".
/// </summary>
internal sealed record PolicyDocument(string Version, string? Id, ImmutableArray<PolicyStatement> Statements)
{
    /// <summary>The version that has variables.</summary>
    public const string CurrentVersion = "2012-10-17";

    /// <summary>The version of a document that names none.</summary>
    public const string FirstVersion = "2008-10-17";
}

/// <summary>Allow or Deny.</summary>
internal enum PolicyEffect
{
    Allow,
    Deny,
}

/// <summary>A list that a statement names, or names all but: Action and NotAction, Resource and NotResource.</summary>
internal sealed record PolicyList(ImmutableArray<PolicyText> Items, bool IsNegated);

/// <summary>One statement. Members that the document leaves out are null.</summary>
/// <param name="Position">From 0, in its document.</param>
/// <param name="Sid">The statement id, or null.</param>
/// <param name="Effect">Allow or deny.</param>
/// <param name="Principals">Who, in policies of resources and roles.</param>
/// <param name="Actions">Which actions.</param>
/// <param name="Resources">Which resources; null in trust policies.</param>
/// <param name="Conditions">All of which must hold.</param>
internal sealed record PolicyStatement(
    int Position,
    string? Sid,
    PolicyEffect Effect,
    PolicyPrincipals? Principals,
    PolicyList? Actions,
    PolicyList? Resources,
    ImmutableArray<PolicyCondition> Conditions);
