using System.Text.Json.Serialization;
using Virga.State;

namespace Virga.Iam.Accounts;

/// <summary>What IAM keeps of the account itself: one row an account.</summary>
internal sealed record AccountRow(string Id) : Row(Id), IRow<AccountRow>
{
    public const string Only = "account";

    public static RowKind<AccountRow> Kind { get; } = new("iam-account", AccountJson.Default.AccountRow);

    /// <summary>The account's name, or null.</summary>
    public string? Alias { get; init; }

    public PasswordPolicyFacts? PasswordPolicy { get; init; }

    /// <summary>The row, or an empty one.</summary>
    public static AccountRow Of(WorldView at) => at.Find<AccountRow>(Only) ?? new(Only);
}

/// <summary>Serializer of <see cref="AccountRow"/>.</summary>
[JsonSerializable(typeof(AccountRow))]
internal sealed partial class AccountJson : JsonSerializerContext;
