using Virga.State;

namespace Virga.Iam.AccessKeys;

/// <summary>A long-term access key of a user, or of the account itself.</summary>
internal sealed record AccessKeyRow(string Id) : Row(Id), IRow<AccessKeyRow>
{
    public const string Active = "Active";

    public static RowKind<AccessKeyRow> Kind { get; } = new("iam-access-key");

    /// <summary>The empty name is the account itself.</summary>
    public static readonly Index<AccessKeyRow> ByUser = Kind.Index(row => row.UserName);

    /// <summary>The user, or an empty text for the account itself.</summary>
    public required string UserName { get; init; }

    public required string Secret { get; init; }

    /// <summary><c>Active</c> or <c>Inactive</c>.</summary>
    public string Status { get; init; } = Active;

    public required DateTimeOffset CreateDate { get; init; }

    /// <summary>Never written into logs: the record's own text would hold the secret.</summary>
    public override string ToString() => $"AccessKeyRow {Id}";
}
