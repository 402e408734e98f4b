using System.Security.Cryptography;
using System.Text;

namespace Virga.Wire.Signing;

/// <summary>
/// Reads "AWS4-HMAC-SHA256 Credential=…, SignedHeaders=…, Signature=…". The texts are those that AWS answers.
/// </summary>
internal static class AuthorizationHeader
{
    public static RequestSignature? Read(in SignableRequest request, string header, out SignatureFault? fault)
    {
        var blank = header.IndexOf(' ', StringComparison.Ordinal);
        var algorithm = blank < 0 ? header : header[..blank];
        if (algorithm != SignatureAlgorithms.HmacSha256)
        {
            fault = algorithm.StartsWith("AWS", StringComparison.Ordinal)
                ? SignatureFault.Algorithm(algorithm)
                : SignatureFault.Missing;
            return null;
        }
        var timestamp = request.Header("x-amz-date") ?? request.Header("date");
        fault = Split(header.AsSpan(blank < 0 ? header.Length : blank + 1), out var parts)
            ?? CheckParts(parts, timestamp, header);
        if (fault is not null)
            return null;
        fault = ScopeCheck.Read(parts.Credential!, timestamp!, out var scope, out var signedAt);
        return fault is not null
            ? null
            : new(SignatureForm.Header, scope, parts.SignedHeaders!, parts.Signature!,
                SignatureTime.Format(signedAt), signedAt, null, request.Header("x-amz-security-token"));
    }

    private static SignatureFault? Split(ReadOnlySpan<char> text, out Parts parts)
    {
        parts = default;
        foreach (var range in text.Split(','))
        {
            var pair = text[range].Trim();
            if (pair.IsEmpty)
                continue;
            var equals = pair.IndexOf('=');
            if (equals < 0)
                return SignatureFault.Incomplete(
                    "Invalid key=value pair (missing equal-sign) in Authorization header "
                    + $"(hashed with SHA-256 and encoded with Base64): '{Hash(pair)}'.");
            var value = pair[(equals + 1)..];
            switch (pair[..equals])
            {
                case "Credential": parts.Credential = value.ToString(); break;
                case "SignedHeaders": parts.SignedHeaders = value.ToString(); break;
                case "Signature": parts.Signature = value.ToString(); break;
                default: break;
            }
        }
        return null;
    }

    private static SignatureFault? CheckParts(in Parts parts, string? timestamp, string header)
    {
        var lacks = new StringBuilder();
        if (string.IsNullOrEmpty(parts.Credential))
            lacks.Append("Authorization header requires 'Credential' parameter. ");
        if (string.IsNullOrEmpty(parts.Signature))
            lacks.Append("Authorization header requires 'Signature' parameter. ");
        if (string.IsNullOrEmpty(parts.SignedHeaders))
            lacks.Append("Authorization header requires 'SignedHeaders' parameter. ");
        if (string.IsNullOrEmpty(timestamp))
            lacks.Append("Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. ");
        if (lacks.Length == 0)
            return null;
        lacks.Append($"(Hashed with SHA-256 and encoded with Base64) Authorization={Hash(header)}");
        return SignatureFault.Incomplete(lacks.ToString());
    }

    private static string Hash(ReadOnlySpan<char> text) =>
        Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));

    private struct Parts
    {
        public string? Credential;
        public string? SignedHeaders;
        public string? Signature;
    }
}
