using System.Security.Cryptography;
using System.Text;

namespace Virga.Wire.Signing;

/// <summary>The key of a secret for one day, region and service; 32 bytes.</summary>
public static class SigningKey
{
    /// <summary>Derives the key: four nested HMAC-SHA256, as Signature Version 4 prescribes.</summary>
    public static byte[] Derive(string secretAccessKey, in CredentialScope scope)
    {
        Span<byte> key = stackalloc byte[SHA256.HashSizeInBytes];
        HMACSHA256.HashData(Utf8("AWS4" + secretAccessKey), Utf8(scope.Date), key);
        HMACSHA256.HashData(key, Utf8(scope.Region), key);
        HMACSHA256.HashData(key, Utf8(scope.Service), key);
        HMACSHA256.HashData(key, "aws4_request"u8, key);
        return key.ToArray();
    }

    internal static string Sign(ReadOnlySpan<byte> key, string stringToSign)
    {
        Span<byte> signature = stackalloc byte[SHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, Utf8(stringToSign), signature);
        return Convert.ToHexStringLower(signature);
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
