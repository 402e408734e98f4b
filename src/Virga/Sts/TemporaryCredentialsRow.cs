using Virga.Iam;
using Virga.State;

namespace Virga.Sts;

/// <summary>
/// Temporary credentials as they were issued. The id of the row is the access key id; it lives in the account.
/// </summary>
internal sealed record TemporaryCredentialsRow(string Id) : Row(Id), IRow<TemporaryCredentialsRow>
{
    public static RowKind<TemporaryCredentialsRow> Kind { get; } =
        new("sts-credentials");

    public required string Secret { get; init; }

    public required string SessionToken { get; init; }

    public required DateTimeOffset IssuedAt { get; init; }

    public required DateTimeOffset Expiration { get; init; }

    /// <summary>What GetCallerIdentity answers.</summary>
    public required string Arn { get; init; }

    /// <summary>Such as <c>AROA…:session</c>.</summary>
    public required string UserId { get; init; }

    /// <summary>The role, or null for sessions of users and of the account.</summary>
    public string? RoleName { get; init; }

    /// <summary>The user whose policies apply, or null.</summary>
    public string? UserName { get; init; }

    /// <summary>Texts of the session policies; null when none were given, which limits nothing.</summary>
    public IReadOnlyList<string>? SessionPolicies { get; init; }

    /// <summary>The session's tags, inherited ones included.</summary>
    public IReadOnlyList<IamTag> Tags { get; init; } = [];

    /// <summary>Keys of the tags that further sessions inherit.</summary>
    public IReadOnlyList<string> TransitiveTagKeys { get; init; } = [];

    public string? SourceIdentity { get; init; }

    /// <summary>Whether a code of an MFA device was given for it.</summary>
    public bool HasMfa { get; init; }

    /// <summary>Never the record's own text, which would hold secrets.</summary>
    public override string ToString() => $"TemporaryCredentialsRow {Id}";
}
