using System.Security.Cryptography;
using System.Text;
using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.Users;

/// <summary>
/// Console passwords. Nothing logs in with them; the digest keeps what was set without keeping it readable.
/// </summary>
internal static class Passwords
{
    public static string Digest(string password) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(password)));

    private const int MaxEarlier = 24;

    /// <summary>The profile with another password, which must follow the account's rules.</summary>
    public static LoginProfileFacts Changed(Change change, LoginProfileFacts before, string password, bool isReset)
    {
        List<string> earlier = [before.PasswordDigest, .. before.Earlier];
        PasswordRules.Check(change, password, earlier);
        return before with
        {
            PasswordDigest = Digest(password),
            IsResetRequired = isReset,
            ChangedAt = change.Now,
            Earlier = [.. earlier.Take(MaxEarlier)],
        };
    }

    public static LoginProfile Show(string user, LoginProfileFacts facts) => new()
    {
        UserName = user,
        CreateDate = facts.CreateDate,
        PasswordResetRequired = facts.IsResetRequired,
    };

    public static AwsException Missing(string user) =>
        IamErrors.NoSuchEntity($"Login Profile for User {user} cannot be found.");
}
