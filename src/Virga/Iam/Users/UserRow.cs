using Virga.State;

namespace Virga.Iam.Users;

/// <summary>An IAM user.</summary>
internal sealed record UserRow(string Id) : IamEntityRow(Id), IRow<UserRow>
{
    public static RowKind<UserRow> Kind { get; } = new("iam-user")
    {
        NotFound = IamErrors.NoSuchUser,
    };

    /// <summary>Names are taken whatever their case.</summary>
    public static readonly Index<UserRow> ByLowerName = Kind.Index(row => row.Id.ToLowerInvariant());

    /// <summary>Users by the groups they are in.</summary>
    public static readonly Index<UserRow> ByGroup = Kind.IndexMany(row => row.Groups);

    /// <summary>Names of the groups the user is in.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>The password for the console, or null. Nothing here logs in with it.</summary>
    public LoginProfileFacts? LoginProfile { get; init; }
}

/// <summary>A console password; only its digest is kept.</summary>
internal sealed record LoginProfileFacts(string PasswordDigest, bool IsResetRequired, DateTimeOffset CreateDate)
{
    /// <summary>When the password was changed last; null while it is the first.</summary>
    public DateTimeOffset? ChangedAt { get; init; }

    /// <summary>Digests of earlier passwords, the newest first; AWS remembers 24.</summary>
    public IReadOnlyList<string> Earlier { get; init; } = [];
}
