using System.Buffers.Text;
using System.Text.Json;

namespace Virga.Sts;

/// <summary>
/// The claims of an OpenID Connect token; <see cref="Federation.TokenSignature"/> checks who made it.
/// </summary>
internal sealed record WebIdentityToken(string Issuer, string Subject, IReadOnlyList<string> Audiences,
    DateTimeOffset Expires)
{
    /// <summary>Other claims of one text each, for conditions.</summary>
    public Dictionary<string, string> Claims { get; } = new(StringComparer.Ordinal);

    public static WebIdentityToken Read(string text)
    {
        var parts = text.Split('.');
        if (parts.Length != 3 || !Base64Url.IsValid(parts[1])) throw Unreadable();
        try
        {
            using var json = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[1]));
            return Read(json.RootElement);
        }
        catch (JsonException)
        {
            throw Unreadable();
        }
    }

    private static WebIdentityToken Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object) throw Unreadable();
        var issuer = Text(root, "iss") ?? throw Missing("iss");
        var subject = Text(root, "sub") ?? throw Missing("sub");
        if (!root.TryGetProperty("exp", out var exp) || !exp.TryGetInt64(out var seconds)
            || seconds is < 0 or > 253_402_300_799) throw Missing("exp");
        var audiences = root.TryGetProperty("aud", out var aud) && aud.ValueKind == JsonValueKind.Array
            ? aud.EnumerateArray().Where(one => one.ValueKind == JsonValueKind.String).Select(
                one => one.GetString()!).ToList()
            : [Text(root, "aud") ?? throw Missing("aud")];
        var token = new WebIdentityToken(issuer, subject, audiences, DateTimeOffset.FromUnixTimeSeconds(seconds));
        foreach (var claim in root.EnumerateObject())
            if (claim.Value.ValueKind == JsonValueKind.String) token.Claims[claim.Name] = claim.Value.GetString()!;
        return token;
    }

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static Exception Unreadable() =>
        StsErrors.InvalidIdentityToken("The ID Token provided is not a valid JWT. (You may see this error if you "
            + "sent an "
            + "Access Token)");

    private static Exception Missing(string claim) =>
        StsErrors.InvalidIdentityToken($"Missing a required claim: {claim}");
}
