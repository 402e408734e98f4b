using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Virga.Wire.Signing;

/// <summary>
/// Decodes an aws-chunked body and verifies the signature of every chunk and of the trailer. Source: Amazon S3 API
/// Reference, "Signature calculations: transferring payload in multiple chunks" and "… with trailers".
/// </summary>
internal static class ChunkedPayload
{
    private const string EmptyHash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    public static SignatureFault? Decode(
        in SignableRequest request,
        RequestSignature signature,
        string kind,
        byte[] key,
        ReadOnlyMemory<byte> body,
        out ReadOnlyMemory<byte> payload)
    {
        payload = default;
        var isSigned = kind != PayloadHash.StreamingUnsignedTrailer;
        var decoded = new byte[body.Length];
        var written = 0;
        var rest = body.Span;
        var previous = signature.Signature;
        while (true)
        {
            if (!TryReadHeader(ref rest, out var size, out var chunkSignature) || rest.Length < size)
                return Malformed;
            var chunk = rest[..size];
            if (isSigned)
            {
                var expected = SigningKey.Sign(key, ChunkToSign(signature, previous, chunk));
                if (chunkSignature is null || !SignatureVerifier.AreEqual(expected, chunkSignature))
                    return SignatureFault.Mismatch;
                previous = expected;
            }
            if (size == 0)
                break;
            chunk.CopyTo(decoded.AsSpan(written));
            written += size;
            rest = rest[size..];
            if (!TryCut(ref rest, "\r\n"u8))
                return Malformed;
        }
        payload = decoded.AsMemory(0, written);
        if (!HasDeclaredLength(request, written))
            return Malformed;
        return kind == PayloadHash.StreamingSignedTrailer ? CheckTrailer(signature, previous, key, rest) : null;
    }

    private static SignatureFault Malformed { get; } =
        SignatureFault.Incomplete("The aws-chunked body is not well formed, or not as long as it says.");

    private static string ChunkToSign(RequestSignature signature, string previous, ReadOnlySpan<byte> chunk) =>
        $"AWS4-HMAC-SHA256-PAYLOAD\n{signature.Timestamp}\n{signature.Scope}\n{previous}\n{EmptyHash}\n"
        + CanonicalRequest.Hash(chunk);

    /// <summary>"10000;chunk-signature=…" and its line end; the size is hex.</summary>
    private static bool TryReadHeader(ref ReadOnlySpan<byte> rest, out int size, out string? signature)
    {
        signature = null;
        size = 0;
        var end = rest.IndexOf("\r\n"u8);
        if (end is < 1 or > 256)
            return false;
        var line = rest[..end];
        rest = rest[(end + 2)..];
        var semicolon = line.IndexOf((byte)';');
        var digits = semicolon < 0 ? line : line[..semicolon];
        if (!Utf8Parser.TryParse(digits, out size, out var used, 'X') || used != digits.Length || size < 0)
            return false;
        var name = "chunk-signature="u8;
        if (semicolon >= 0 && line[(semicolon + 1)..].StartsWith(name))
            signature = Encoding.ASCII.GetString(line[(semicolon + 1 + name.Length)..]);
        return true;
    }

    private static SignatureFault? CheckTrailer(
        RequestSignature signature, string previous, byte[] key, ReadOnlySpan<byte> rest)
    {
        var canonical = new StringBuilder();
        string? sent = null;
        foreach (var line in Encoding.UTF8.GetString(rest).Split("\r\n", StringSplitOptions.RemoveEmptyEntries))
        {
            const string name = "x-amz-trailer-signature:";
            if (line.StartsWith(name, StringComparison.Ordinal))
                sent = line[name.Length..].Trim();
            else
                canonical.Append(line.Trim()).Append('\n');
        }
        var toSign = $"AWS4-HMAC-SHA256-TRAILER\n{signature.Timestamp}\n{signature.Scope}\n{previous}\n"
            + CanonicalRequest.Hash(canonical.ToString());
        return sent is not null && SignatureVerifier.AreEqual(SigningKey.Sign(key, toSign), sent)
            ? null
            : SignatureFault.Mismatch;
    }

    private static bool HasDeclaredLength(in SignableRequest request, int length) =>
        request.Header("x-amz-decoded-content-length") is not { } text
        || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var declared)
            && declared == length);

    private static bool TryCut(ref ReadOnlySpan<byte> rest, ReadOnlySpan<byte> prefix)
    {
        if (!rest.StartsWith(prefix))
            return false;
        rest = rest[prefix.Length..];
        return true;
    }
}
