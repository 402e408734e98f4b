using Microsoft.AspNetCore.Http;

namespace Virga.Service.Http;

/// <summary>
/// The credential scope of a Signature Version 4: <c>AKID/20260101/us-east-1/ec2/aws4_request</c>, from the
/// Authorization header or the query of a presigned URL.
/// </summary>
internal sealed record CredentialScope(string AccessKeyId, string Region, string Service)
{
    private const string Scheme = "AWS4-HMAC-SHA256";

    /// <summary>The scope of a request, or null when it carries none that can be read.</summary>
    public static CredentialScope? Of(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        if (header.StartsWith(Scheme, StringComparison.Ordinal))
        {
            var start = header.IndexOf("Credential=", StringComparison.Ordinal);
            if (start < 0) return null;
            var rest = header.AsSpan(start + "Credential=".Length);
            var end = rest.IndexOfAny(',', ' ');
            return Parse(end < 0 ? rest : rest[..end]);
        }

        return request.Query.TryGetValue("X-Amz-Credential", out var value) ? Parse(value.ToString()) : null;
    }

    /// <summary>Reads the five parts; the access key itself never holds a slash.</summary>
    public static CredentialScope? Parse(ReadOnlySpan<char> credential)
    {
        Span<Range> parts = stackalloc Range[6];
        return credential.Split(parts, '/') == 5
            ? new(credential[parts[0]].ToString(), credential[parts[2]].ToString(), credential[parts[3]].ToString())
            : null;
    }
}
