using System.Security.Cryptography;
using System.Text;
using Virga.Service;
using Virga.Wire.Iam;

namespace Virga.Iam.Users;

/// <summary>
/// Console passwords. Nothing logs in with them; the digest keeps what was set without keeping it readable.
/// </summary>
internal static class Passwords
{
    public static string Digest(string password) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(password)));

    public static LoginProfile Show(string user, LoginProfileFacts facts) => new()
    {
        UserName = user,
        CreateDate = facts.CreateDate,
        PasswordResetRequired = facts.IsResetRequired,
    };

    public static AwsException Missing(string user) =>
        IamErrors.NoSuchEntity($"Login Profile for User {user} cannot be found.");
}
