using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.Users;

/// <summary>Users as IAM shows them.</summary>
internal static class UserView
{
    /// <summary>As listings show a user: neither tags nor boundary.</summary>
    public static User Of(UserRow row, string account) => new()
    {
        Path = row.Path,
        UserName = row.Id,
        UserId = row.UniqueId,
        Arn = ArnOf(row, account),
        CreateDate = row.CreateDate,
    };

    /// <summary>As CreateUser and GetUser show it.</summary>
    public static User Whole(UserRow row, string account)
    {
        var user = Of(row, account);
        user.PermissionsBoundary = EntityPolicies.ShowBoundary(row);
        user.Tags = IamTagging.Show(row.Tags);
        return user;
    }

    public static string ArnOf(UserRow row, string account) => IamArns.Of(account, "user", row.Path, row.Id);

    /// <summary>
    /// The caller's own name, or null when it is no user with a key of its own or a session of its own.
    /// </summary>
    public static string? NameOf(Caller caller) =>
        caller.Arn.Split(':', 6)[5].StartsWith("user/", StringComparison.Ordinal) ? IamArns.NameOf(caller.Arn) : null;

    /// <summary>The user that a request means when it names none: the one who asks.</summary>
    public static string NameOrCaller(string? name, Caller caller)
    {
        return name ?? NameOf(caller)
            ?? throw IamErrors.Validation("Must specify userName when calling with non-User credentials");
    }
}
