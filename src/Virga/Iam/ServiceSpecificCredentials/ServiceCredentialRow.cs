using Virga.State;

namespace Virga.Iam.ServiceSpecificCredentials;

/// <summary>A user's name and password for one service.</summary>
internal sealed record ServiceCredentialRow(string Id) : Row(Id), IRow<ServiceCredentialRow>
{
    public static RowKind<ServiceCredentialRow> Kind { get; } =
        new("iam-service-credential");

    public static readonly Index<ServiceCredentialRow> ByUser = Kind.Index(row => row.UserName);

    public required string UserName { get; init; }

    public required string ServiceName { get; init; }

    public required string ServiceUserName { get; init; }

    /// <summary>Only the digest: the password is shown once.</summary>
    public required string PasswordDigest { get; init; }

    public string Status { get; init; } = "Active";

    public required DateTimeOffset CreateDate { get; init; }
}
