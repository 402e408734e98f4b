using Virga.Iam.OutboundFederation;
using Virga.State;

namespace Virga.Iam.Accounts;

/// <summary>What IAM keeps of the account itself: one row an account.</summary>
internal sealed record AccountRow(string Id) : Row(Id), IRow<AccountRow>
{
    public const string Only = "account";

    public static RowKind<AccountRow> Kind { get; } = new("iam-account");

    /// <summary>The account's name, or null.</summary>
    public string? Alias { get; init; }

    public PasswordPolicyFacts? PasswordPolicy { get; init; }

    /// <summary>Which tokens the global endpoint of STS gives: 1 or 2.</summary>
    public int TokenVersion { get; init; } = 1;

    public CredentialReportFacts? CredentialReport { get; init; }

    /// <summary>By what name and keys the account issues tokens; null while it never did.</summary>
    public OutboundIssuer? Issuer { get; init; }

    /// <summary>The row, or an empty one.</summary>
    public static AccountRow Of(WorldView at) => at.Find<AccountRow>(Only) ?? new(Only);
}

/// <summary>The report of credentials as it was written.</summary>
internal sealed record CredentialReportFacts(DateTimeOffset GeneratedAt, string Content);
