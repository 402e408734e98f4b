using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ecr;

namespace Virga.Ecr.Authorization;

/// <summary>
/// Passwords for the registry: who asked for it and until when, signed. Nothing is stored for each, and nobody can make
/// one up.
/// </summary>
internal static class RegistryToken
{
    /// <summary>ECR User Guide, "Registry authentication": an authorization token is valid for 12 hours.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);

    /// <summary>A download URL is good for an hour.</summary>
    private static readonly TimeSpan LayerLifetime = TimeSpan.FromHours(1);

    /// <summary>A password in the name of the caller.</summary>
    public static string ForCaller(Change change)
    {
        var who = change.Caller;
        return Sign(change, Lifetime, "caller", who.Account, who.Arn, who.UserId, who.AccessKeyId ?? "");
    }

    /// <summary>A permission to read one layer.</summary>
    public static string ForLayer(Change change, string layer) =>
        Sign(change, LayerLifetime, "layer", change.Account, change.Region, layer);

    /// <summary>Who a password was given to; null when it was not given here.</summary>
    /// <param name="at">Any place.</param>
    /// <param name="password">What the client sent.</param>
    /// <param name="isExpired">Whether it was given and is too old.</param>
    public static Caller? Read(WorldView at, string password, out bool isExpired)
    {
        var parts = Verify(at, password, out isExpired);
        return parts is ["caller", _, var account, var arn, var user, var key]
            ? new(account, arn, user, key.Length == 0 ? null : key)
            : null;
    }

    /// <summary>Whether a token gives this layer.</summary>
    public static bool GivesLayer(WorldView at, Scope scope, string layer, string token) =>
        Verify(at, token, out var isExpired) is ["layer", _, var account, var region, var id] && !isExpired
        && account == scope.Account && region == scope.Region && id == layer;

    private static string Sign(Change change, TimeSpan lifetime, string kind, params ReadOnlySpan<string> parts)
    {
        var end = (change.Now + lifetime).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var text = Encoding.UTF8.GetBytes($"{kind}|{end}|{string.Join('|', parts!)}");
        var mac = HMACSHA256.HashData(Encoding.UTF8.GetBytes(RegistryKeyRow.Ensure(change)), text);
        return $"{Base64Url.EncodeToString(text)}.{Base64Url.EncodeToString(mac)}";
    }

    private static string[]? Verify(WorldView at, string token, out bool isExpired)
    {
        isExpired = false;
        var dot = token.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0 || RegistryKeyRow.Find(at) is not { } secret) return null;
        if (!Base64Url.IsValid(token.AsSpan(0, dot)) || !Base64Url.IsValid(token.AsSpan(dot + 1))) return null;
        var text = Base64Url.DecodeFromChars(token.AsSpan(0, dot));
        var mac = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), text);
        var given = Base64Url.DecodeFromChars(token.AsSpan(dot + 1));
        if (!CryptographicOperations.FixedTimeEquals(mac, given)) return null;
        var parts = Encoding.UTF8.GetString(text).Split('|');
        isExpired = long.Parse(parts[1], CultureInfo.InvariantCulture) <= at.Now.ToUnixTimeSeconds();
        return parts;
    }
}
