namespace Virga.Wire.Signing;

/// <summary>What x-amz-content-sha256 may say instead of the hash of the body.</summary>
internal static class PayloadHash
{
    public const string Header = "x-amz-content-sha256";
    public const string Unsigned = "UNSIGNED-PAYLOAD";
    public const string StreamingSigned = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD";
    public const string StreamingSignedTrailer = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER";
    public const string StreamingUnsignedTrailer = "STREAMING-UNSIGNED-PAYLOAD-TRAILER";

    /// <summary>
    /// The last line of the canonical request. A hash that the client names counts only when the body has it; without
    /// the
    /// header the body is hashed, except that S3's presigned requests leave it unsigned. Null: named and wrong.
    /// </summary>
    public static string? Of(in SignableRequest request, RequestSignature signature, ReadOnlySpan<byte> body)
    {
        var named = request.Header(Header);
        if (named is Unsigned or StreamingSigned or StreamingSignedTrailer or StreamingUnsignedTrailer)
            return named;
        if (string.IsNullOrEmpty(named))
            return signature is { Form: SignatureForm.Query, Scope.Service: "s3" }
                ? Unsigned
                : CanonicalRequest.Hash(body);
        return string.Equals(named, CanonicalRequest.Hash(body), StringComparison.OrdinalIgnoreCase) ? named : null;
    }

    public static bool IsStreaming(string? named) => named?.StartsWith("STREAMING-", StringComparison.Ordinal) == true;
}
