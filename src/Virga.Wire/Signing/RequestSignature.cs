namespace Virga.Wire.Signing;

/// <summary>Where a request carries its signature.</summary>
public enum SignatureForm
{
    /// <summary>In the Authorization header.</summary>
    Header,

    /// <summary>In the query: a presigned request.</summary>
    Query,
}

/// <summary>All that a request says about its signature, parsed and not yet verified.</summary>
/// <param name="Form">Header or query.</param>
/// <param name="Scope">Access key, day, region, service.</param>
/// <param name="SignedHeaders">The lower-case names as sent, separated by semicolons.</param>
/// <param name="Signature">64 hex digits as sent.</param>
/// <param name="Timestamp">The time as sent, "yyyyMMddTHHmmssZ".</param>
/// <param name="SignedAt">The same as a time.</param>
/// <param name="ExpiresSeconds">How long a presigned request is good for; null in the header form.</param>
/// <param name="SessionToken">The token of temporary credentials, or null.</param>
public sealed record RequestSignature(
    SignatureForm Form,
    CredentialScope Scope,
    string SignedHeaders,
    string Signature,
    string Timestamp,
    DateTimeOffset SignedAt,
    int? ExpiresSeconds,
    string? SessionToken)
{
    /// <summary>
    /// Reads the signature of a request, from its header or its query. Exactly one of the two results is not null.
    /// </summary>
    public static RequestSignature? Read(in SignableRequest request, out SignatureFault? fault)
    {
        var authorization = request.Header("authorization");
        if (!string.IsNullOrEmpty(authorization))
            return AuthorizationHeader.Read(request, authorization, out fault);
        if (!RawQueryReader.Find(request.RawQuery, PresignedQuery.Algorithm).IsEmpty)
            return PresignedQuery.Read(request, out fault);
        fault = SignatureFault.Missing;
        return null;
    }
}
