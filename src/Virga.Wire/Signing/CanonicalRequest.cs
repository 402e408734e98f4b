using System.Security.Cryptography;
using System.Text;

namespace Virga.Wire.Signing;

/// <summary>
/// The one text that client and server must agree on. Source: AWS General Reference, "Create a canonical request".
/// </summary>
internal static class CanonicalRequest
{
    private const string S3 = "s3";

    /// <summary>The canonical request of what arrived, for the headers that the signature names.</summary>
    public static string Of(in SignableRequest request, RequestSignature signature, string payloadHash)
    {
        var text = new StringBuilder(512);
        text.Append(request.Method).Append('\n');
        text.Append(CanonicalPath(request.RawPath, signature.Scope.Service)).Append('\n');
        CanonicalQuery.Append(text, request.RawQuery);
        text.Append('\n');
        foreach (var range in signature.SignedHeaders.AsSpan().Split(';'))
        {
            var name = signature.SignedHeaders.AsSpan()[range];
            text.Append(name).Append(':');
            AppendFolded(text, request.Header(name.ToString()) ?? "");
            text.Append('\n');
        }
        return text.Append('\n').Append(signature.SignedHeaders).Append('\n').Append(payloadHash).ToString();
    }

    /// <summary>Algorithm, time, scope and the hash of the canonical request.</summary>
    public static string StringToSign(RequestSignature signature, string canonicalRequest) =>
        $"{SignatureAlgorithms.HmacSha256}\n{signature.Timestamp}\n{signature.Scope}\n{Hash(canonicalRequest)}";

    public static string Hash(string text) => Hash(Encoding.UTF8.GetBytes(text));

    public static string Hash(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        return Convert.ToHexStringLower(hash);
    }

    /// <summary>
    /// S3 signs the path as its keys are: encoded once, never normalised. Every other service normalises the path it
    /// sends and encodes it once more.
    /// </summary>
    private static string CanonicalPath(string path, string service)
    {
        if (path.Length == 0)
            return "/";
        return service == S3
            ? PercentEncoding.EncodePath(PercentEncoding.Decode(path))
            : PercentEncoding.EncodePath(PathNormalisation.Normalise(path));
    }

    /// <summary>Trims a value and makes runs of blanks one. Linear in the value.</summary>
    private static void AppendFolded(StringBuilder text, ReadOnlySpan<char> value)
    {
        value = value.Trim();
        if (!value.Contains("  ", StringComparison.Ordinal))
        {
            text.Append(value);
            return;
        }
        var wasBlank = false;
        foreach (var c in value)
        {
            if (c != ' ' || !wasBlank)
                text.Append(c);
            wasBlank = c == ' ';
        }
    }
}
