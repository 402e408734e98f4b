using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Virga.Sts.Federation;

/// <summary>
/// Checks the signature of a JSON Web Token with a JSON Web Key Set. Source: RFC 7515, section 5.2; RFC 7518, sections
/// 3
/// and 6. RSA and the curves of NIST, as issuers use and AWS takes.
/// </summary>
internal static class TokenSignature
{
    /// <summary>Whether one of the keys signed it. A key with another id than the token's is not tried.</summary>
    /// <param name="token">Header, claims and signature with dots between.</param>
    /// <param name="keys">The set.</param>
    public static bool IsBy(string token, ReadOnlyMemory<byte> keys)
    {
        var end = token.LastIndexOf('.');
        try
        {
            using var header = JsonDocument.Parse(Base64Url.DecodeFromChars(token.AsSpan(0, token.IndexOf('.'))));
            using var set = JsonDocument.Parse(keys);
            var signature = Base64Url.DecodeFromChars(token.AsSpan(end + 1));
            var text = Encoding.ASCII.GetBytes(token[..end]);
            var algorithm = Text(header.RootElement, "alg");
            var id = Text(header.RootElement, "kid");
            foreach (var key in set.RootElement.GetProperty("keys").EnumerateArray())
            {
                if (id is not null && Text(key, "kid") is { } other && other != id) continue;
                if (IsBy(key, algorithm, text, signature)) return true;
            }

            return false;
        }
        catch (Exception wrong) when (wrong is JsonException or FormatException or KeyNotFoundException
            or InvalidOperationException or CryptographicException)
        {
            return false;
        }
    }

    private static bool IsBy(JsonElement key, string? algorithm, byte[] text, byte[] signature) => algorithm switch
    {
        "RS256" => IsByRsa(key, HashAlgorithmName.SHA256, text, signature),
        "RS384" => IsByRsa(key, HashAlgorithmName.SHA384, text, signature),
        "RS512" => IsByRsa(key, HashAlgorithmName.SHA512, text, signature),
        "ES256" => IsByCurve(key, ECCurve.NamedCurves.nistP256, HashAlgorithmName.SHA256, text, signature),
        "ES384" => IsByCurve(key, ECCurve.NamedCurves.nistP384, HashAlgorithmName.SHA384, text, signature),
        "ES512" => IsByCurve(key, ECCurve.NamedCurves.nistP521, HashAlgorithmName.SHA512, text, signature),
        _ => false,
    };

    private static bool IsByRsa(JsonElement key, HashAlgorithmName hash, byte[] text, byte[] signature)
    {
        if (Text(key, "kty") != "RSA") return false;
        using var rsa = RSA.Create(new RSAParameters { Modulus = Part(key, "n"), Exponent = Part(key, "e") });
        return rsa.VerifyData(text, signature, hash, RSASignaturePadding.Pkcs1);
    }

    private static bool IsByCurve(
        JsonElement key, ECCurve curve, HashAlgorithmName hash, byte[] text, byte[] signature)
    {
        if (Text(key, "kty") != "EC") return false;
        using var pair = ECDsa.Create(new ECParameters
        {
            Curve = curve, Q = new() { X = Part(key, "x"), Y = Part(key, "y") },
        });
        return pair.VerifyData(text, signature, hash);
    }

    private static byte[] Part(JsonElement key, string name) => Base64Url.DecodeFromChars(Text(key, name) ?? "");

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
