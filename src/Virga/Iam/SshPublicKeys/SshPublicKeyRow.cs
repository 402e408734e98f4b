using Virga.Iam.Users;
using Virga.State;

namespace Virga.Iam.SshPublicKeys;

/// <summary>A public key that a user signs in to CodeCommit with. It is kept; there is no CodeCommit here.</summary>
internal sealed record SshPublicKeyRow(string Id) : Row(Id), IRow<SshPublicKeyRow>
{
    public static RowKind<SshPublicKeyRow> Kind { get; } =
        new("iam-ssh-public-key");

    public static readonly Index<SshPublicKeyRow> ByUser = Kind.Index(row => row.UserName);

    public required string UserName { get; init; }

    /// <summary>In the form <c>ssh-rsa …</c>, without a comment.</summary>
    public required string Body { get; init; }

    /// <summary>MD5 of the key, as AWS shows it: pairs of hex digits and colons.</summary>
    public required string Fingerprint { get; init; }

    public string Status { get; init; } = "Active";

    public required DateTimeOffset UploadDate { get; init; }

    /// <summary>The key of a user, or NoSuchEntity.</summary>
    public static SshPublicKeyRow Get(WorldView at, string? userName, string? id)
    {
        var user = at.Get<UserRow>(UserView.NameOrCaller(userName, at.Caller));
        return at.Find<SshPublicKeyRow>(id) is { } row && row.UserName == user.Id
            ? row
            : throw IamErrors.NoSuchEntity($"The Public Key with id {id} cannot be found.");
    }
}
