using System.Text;
using Virga.Wire.Signing;
using Xunit;

namespace Virga.Tests.Wire.Signing;

/// <summary>The figures are those of the example in the Amazon S3 API Reference, "Chunked upload".</summary>
public sealed class ChunkedPayloadTests
{
    private const string Secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
    private static readonly DateTimeOffset Now = new(2013, 5, 24, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Accepts_and_decodes_the_example_of_AWS()
    {
        var fault = Example().Verify(Secret, Now, out var payload);

        Assert.Null(fault);
        Assert.Equal(66560, payload.Length);
        Assert.True(payload.Span.IndexOfAnyExcept((byte)'a') < 0);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(65_700)]
    [InlineData(10)]
    public void Refuses_an_altered_chunk(int at)
    {
        var request = Example();
        request.Body[at] ^= 1;

        Assert.NotNull(request.Verify(Secret, Now));
    }

    [Fact]
    public void Refuses_a_truncated_body()
    {
        var request = Example();
        request.Body = request.Body[..66_000];

        Assert.Equal(SignatureFaultKind.IncompleteSignature, request.Verify(Secret, Now)?.Kind);
    }

    [Fact]
    public void Decodes_an_unsigned_body_with_a_trailer()
    {
        var scope = new CredentialScope("AKIAIOSFODNN7EXAMPLE", "20130524", "us-east-1", "s3");
        var request = new RequestText("PUT", "/b/k", "5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n")
            .With("host", "s3.amazonaws.com").With("x-amz-content-sha256", "STREAMING-UNSIGNED-PAYLOAD-TRAILER")
            .Sign(scope.AccessKeyId, Secret, scope, "20130524T000000Z");

        Assert.Null(request.Verify(Secret, Now, out var payload));
        Assert.Equal("hello", Encoding.ASCII.GetString(payload.Span));
    }

    private static RequestText Example()
    {
        string Chunk(int size, string signature) =>
            $"{size:x};chunk-signature={signature}\r\n{new string('a', size)}\r\n";
        var body = Chunk(65536, "ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648")
            + Chunk(1024, "0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497")
            + Chunk(0, "b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9");
        return new RequestText("PUT", "/examplebucket/chunkObject.txt", body)
            .With("host", "s3.amazonaws.com").With("x-amz-date", "20130524T000000Z")
            .With("x-amz-storage-class", "REDUCED_REDUNDANCY")
            .With("x-amz-content-sha256", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD")
            .With("content-encoding", "aws-chunked").With("x-amz-decoded-content-length", "66560")
            .With("content-length", "66824")
            .With("authorization", "AWS4-HMAC-SHA256 "
                + "Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,"
                + "SignedHeaders=content-encoding;content-length;host;x-amz-content-sha256;x-amz-date;"
                + "x-amz-decoded-content-length;x-amz-storage-class,"
                + "Signature=4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9");
    }
}
