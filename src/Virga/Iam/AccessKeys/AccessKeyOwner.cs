using Virga.Iam.Users;
using Virga.State;

namespace Virga.Iam.AccessKeys;

/// <summary>
/// Whose keys a request means: a user's, or without a name the caller's, who may be the account itself.
/// </summary>
internal static class AccessKeyOwner
{
    /// <summary>The user's name; empty for the account itself.</summary>
    public static string Find(WorldView at, string? userName)
    {
        if (userName is null && at.Caller.Arn == IamArns.Root(at.Account)) return "";
        return at.Get<UserRow>(UserView.NameOrCaller(userName, at.Caller)).Id;
    }

    public static AccessKeyRow Get(WorldView at, string? userName, string keyId)
    {
        var row = at.Find<AccessKeyRow>(keyId);
        var isOwn = row is not null && (userName is null ? true : row.UserName == userName);
        return isOwn ? row! : throw IamErrors.NoSuchEntity($"The Access Key with id {keyId} cannot be found.");
    }
}
