using System.Security.Cryptography;
using System.Text;

namespace Virga.Wire.Signing;

/// <summary>Verifies a parsed signature against a secret, in constant time where it compares signatures.</summary>
public static class SignatureVerifier
{
    /// <summary>
    /// Null when the signature is right. The body is what arrived; for aws-chunked bodies <paramref name="payload"/> is
    /// what the chunks hold, and otherwise the body itself.
    /// </summary>
    public static SignatureFault? Verify(
        in SignableRequest request,
        RequestSignature signature,
        ReadOnlyMemory<byte> body,
        string secretAccessKey,
        DateTimeOffset now,
        out ReadOnlyMemory<byte> payload)
    {
        payload = body;
        var fault = SignatureTime.Check(signature, now) ?? CheckSignedHeaders(request, signature);
        if (fault is not null)
            return fault;
        var hash = PayloadHash.Of(request, signature, body.Span);
        if (hash is null)
            return SignatureFault.Mismatch;
        var key = SigningKey.Derive(secretAccessKey, signature.Scope);
        var expected = Expect(request, signature, hash, key);
        if (!AreEqual(expected, signature.Signature))
            return SignatureFault.Mismatch;
        return PayloadHash.IsStreaming(hash)
            ? ChunkedPayload.Decode(request, signature, hash, key, body, out payload)
            : null;
    }

    /// <summary>
    /// What a client with this secret would sign; null when the request names a hash its body does not have.
    /// </summary>
    public static string? Sign(
        in SignableRequest request, RequestSignature signature, ReadOnlySpan<byte> body, string secretAccessKey) =>
        PayloadHash.Of(request, signature, body) is { } hash
            ? Expect(request, signature, hash, SigningKey.Derive(secretAccessKey, signature.Scope))
            : null;

    private static string Expect(
        in SignableRequest request, RequestSignature signature, string payloadHash, ReadOnlySpan<byte> key) =>
        SigningKey.Sign(
            key,
            CanonicalRequest.StringToSign(signature, CanonicalRequest.Of(request, signature, payloadHash)));

    internal static bool AreEqual(string expected, string actual) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(expected), Encoding.ASCII.GetBytes(actual));

    /// <summary>Host must be signed, and so must the header that names the operation.</summary>
    private static SignatureFault? CheckSignedHeaders(in SignableRequest request, RequestSignature signature)
    {
        if (!IsSigned(signature, "host") && !IsSigned(signature, ":authority"))
            return new(SignatureFaultKind.SignatureDoesNotMatch,
                "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.");
        return request.Header(Target) is null || IsSigned(signature, Target)
            ? null
            : new(SignatureFaultKind.SignatureDoesNotMatch,
                $"'{Target}' must be a 'SignedHeader' in the AWS Authorization.");
    }

    /// <summary>The operation of the JSON protocol: unsigned, an altered one would go unseen.</summary>
    private const string Target = "x-amz-target";

    private static bool IsSigned(RequestSignature signature, string name)
    {
        var all = signature.SignedHeaders.AsSpan();
        foreach (var range in all.Split(';'))
        {
            if (all[range].SequenceEqual(name))
                return true;
        }
        return false;
    }
}
