using System.Globalization;

namespace Virga.Wire.Signing;

/// <summary>Reads the query form: X-Amz-Algorithm, -Credential, -Date, -Expires, -SignedHeaders, -Signature.</summary>
internal static class PresignedQuery
{
    public const string Algorithm = "X-Amz-Algorithm";
    public const string Credential = "X-Amz-Credential";
    public const string Signature = "X-Amz-Signature";

    /// <summary>What a presigned request without X-Amz-Expires is good for; STS takes such requests.</summary>
    private const int DefaultExpiresSeconds = 15 * 60;

    /// <summary>A week. Source: AWS General Reference, X-Amz-Expires.</summary>
    private const int MaximumExpiresSeconds = 604800;

    public static RequestSignature? Read(in SignableRequest request, out SignatureFault? fault)
    {
        var query = request.RawQuery;
        var algorithm = Get(query, Algorithm)!;
        if (algorithm != SignatureAlgorithms.HmacSha256)
        {
            fault = SignatureFault.Algorithm(algorithm);
            return null;
        }
        var credential = Get(query, Credential);
        var timestamp = Get(query, "X-Amz-Date");
        var headers = Get(query, "X-Amz-SignedHeaders");
        var signature = Get(query, Signature);
        var missing = credential is null ? Credential
            : signature is null ? Signature
            : headers is null ? "X-Amz-SignedHeaders"
            : timestamp is null ? "X-Amz-Date"
            : null;
        if (missing is not null)
        {
            fault = SignatureFault.Incomplete($"AWS query-string parameters must include '{missing}'. Re-examine the "
                + "query-string parameters.");
            return null;
        }
        var expires = Get(query, "X-Amz-Expires");
        fault = ScopeCheck.Read(credential!, timestamp!, out var scope, out var signedAt);
        if (!TryExpires(expires, out var seconds))
            fault ??= SignatureFault.Incomplete(
                $"X-Amz-Expires must be a number of seconds between 1 and {MaximumExpiresSeconds}, got '{expires}'.");
        if (fault is not null)
            return null;
        return new(SignatureForm.Query, scope, headers!, signature!, SignatureTime.Format(signedAt), signedAt, seconds,
            Get(query, "X-Amz-Security-Token"));
    }

    private static bool TryExpires(string? text, out int seconds)
    {
        seconds = DefaultExpiresSeconds;
        return text is null
            || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out seconds)
                && seconds is >= 1 and <= MaximumExpiresSeconds);
    }

    private static string? Get(string query, string name)
    {
        var value = RawQueryReader.Find(query, name);
        return value.IsEmpty ? null : PercentEncoding.Decode(value);
    }
}
