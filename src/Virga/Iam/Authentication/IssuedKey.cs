using System.Security.Cryptography;
using System.Text;
using Virga.Iam.AccessKeys;
using Virga.Iam.Users;
using Virga.State;
using Virga.Sts;
using Virga.Wire.Signing;

namespace Virga.Iam.Authentication;

/// <summary>A key whose secret is known here: what a request that it signs must satisfy.</summary>
/// <param name="Caller">Who the key is.</param>
/// <param name="Secret">What it signs with.</param>
/// <param name="SessionToken">The token that must come along, or null when none may.</param>
/// <param name="Expiration">When it ends, or null.</param>
internal sealed record IssuedKey(Caller Caller, string Secret, string? SessionToken, DateTimeOffset? Expiration)
{
    /// <summary>
    /// The key with this id, if it was issued here and is still kept. The key's own text names its account.
    /// </summary>
    public static IssuedKey? Find(World world, string accessKeyId, out bool isInactive)
    {
        isInactive = false;
        if (AccessKeyId.AccountOf(accessKeyId) is not { } account) return null;
        var home = world.At(new Scope(account, Scope.GlobalRegion));
        if (home.Table<TemporaryCredentialsRow>().Find(accessKeyId) is { } temporary)
            return new(new(account, temporary.Arn, temporary.UserId, accessKeyId),
                temporary.Secret, temporary.SessionToken, temporary.Expiration);
        if (home.Table<AccessKeyRow>().Find(accessKeyId) is not { } key) return null;
        isInactive = key.Status != AccessKeyRow.Active;
        if (key.UserName.Length == 0)
            return new(new(account, IamArns.Root(account), account, accessKeyId), key.Secret, null, null);
        var user = home.Table<UserRow>().Get(key.UserName);
        return new(new(account, UserView.ArnOf(user, account), user.UniqueId, accessKeyId), key.Secret, null, null);
    }

    /// <summary>Null when a token of a request is the right one, or rightly absent.</summary>
    public SignatureFault? CheckToken(string? sent)
    {
        var isSame = CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(SessionToken ?? ""), Encoding.UTF8.GetBytes(sent ?? ""));
        return isSame ? null : SignatureFault.UnknownKey;
    }
}
