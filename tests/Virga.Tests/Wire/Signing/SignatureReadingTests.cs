using Virga.Wire.Signing;
using Xunit;

namespace Virga.Tests.Wire.Signing;

public sealed class SignatureReadingTests
{
    private const string Good =
        "AWS4-HMAC-SHA256 Credential=AKID/20150830/us-east-1/ec2/aws4_request, SignedHeaders=host, Signature=ab";

    private const string Missing = "Request is missing Authentication Token";

    [Fact]
    public void Reads_the_scope_of_a_header_in_any_spacing()
    {
        var expected = new CredentialScope("AKID", "20150830", "us-east-1", "ec2");

        Assert.True(CredentialScope.TryRead(Good, "", out var spaced));
        Assert.True(CredentialScope.TryRead(Good.Replace(", ", ",", StringComparison.Ordinal), "", out var tight));
        Assert.Equal(expected, spaced);
        Assert.Equal(expected, tight);
    }

    [Fact]
    public void Reads_the_scope_of_a_query()
    {
        Assert.True(CredentialScope.TryRead(
            null, "Action=X&X-Amz-Credential=AK%2F20150830%2Feu-west-1%2Fsts%2Faws4_request", out var scope));
        Assert.Equal(new CredentialScope("AK", "20150830", "eu-west-1", "sts"), scope);
    }

    [Fact]
    public void Reading_a_scope_allocates_the_access_key_only()
    {
        CredentialScope.TryRead(Good, "", out _);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
            CredentialScope.TryRead(Good, "", out _);

        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / 100, 0, 48);
    }

    [Theory]
    [InlineData("", SignatureFaultKind.MissingAuthenticationToken, Missing)]
    [InlineData("Basic dGVzdA==", SignatureFaultKind.MissingAuthenticationToken, Missing)]
    [InlineData("AWS4-ECDSA-P256-SHA256 Credential=a", SignatureFaultKind.UnsupportedAlgorithm,
        "Unsupported AWS 'algorithm': 'AWS4-ECDSA-P256-SHA256'. SigV4A is not verified here; sign with "
            + "AWS4-HMAC-SHA256.")]
    [InlineData("AWS AKID:c2ln", SignatureFaultKind.UnsupportedAlgorithm, "Unsupported AWS 'algorithm': 'AWS'.")]
    [InlineData("AWS4-HMAC-SHA256 Credential=AKID/20150830/us-east-1/aws4_request, SignedHeaders=host, Signature=ab",
        SignatureFaultKind.IncompleteSignature,
        "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got "
        + "'AKID/20150830/us-east-1/aws4_request'")]
    [InlineData("AWS4-HMAC-SHA256 Credential=AKID/20150829/us-east-1/ec2/aws4_request, SignedHeaders=host, "
        + "Signature=ab",
        SignatureFaultKind.SignatureDoesNotMatch,
        "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: "
        + "'20150829' != '20150830', from '20150830T123600Z'.")]
    [InlineData("AWS4-HMAC-SHA256 nonsense", SignatureFaultKind.IncompleteSignature,
        "Invalid key=value pair (missing equal-sign) in Authorization header (hashed with SHA-256 and encoded with "
        + "Base64): 'mZqqhkW7cv9ZnhQ7Hj0qlHdxJ/R4OmnwZyUfe768WrY='.")]
    public void Says_what_is_wrong_with_a_header(string header, SignatureFaultKind kind, string message)
    {
        var request = new RequestText("POST", "/").With("authorization", header)
            .With("x-amz-date", "20150830T123600Z");

        var signature = RequestSignature.Read(request.Request, out var fault);

        Assert.Null(signature);
        Assert.Equal(new SignatureFault(kind, message), fault);
    }

    [Fact]
    public void Names_every_missing_part_of_a_header()
    {
        var request = new RequestText("POST", "/").With("authorization", "AWS4-HMAC-SHA256 x=y");

        RequestSignature.Read(request.Request, out var fault);

        Assert.StartsWith(
            "Authorization header requires 'Credential' parameter. Authorization header requires 'Signature' "
            + "parameter. Authorization header requires 'SignedHeaders' parameter. Authorization header requires "
            + "existence of either a 'X-Amz-Date' or a 'Date' header. (Hashed with SHA-256 and encoded with "
                + "Base64) Authorization=",
            fault!.Message, StringComparison.Ordinal);
    }

    /// <summary>Seeded: whatever arrives, reading and verifying answers or refuses, and never throws.</summary>
    [Fact]
    public void Survives_any_request()
    {
        var random = new Random(11);
        const string alphabet = "AWS4-HMACSHA256Credential=/,; SigneHadrs%&?é\u0000.ሴ";
        for (var i = 0; i < 20_000; i++)
        {
            string Noise(int length) =>
                new([.. Enumerable.Range(0, random.Next(length)).Select(_ => alphabet[random.Next(alphabet.Length)])]);
            var request = new RequestText("POST", "/" + Noise(40) + "?X-Amz-Algorithm=" + Noise(60), Noise(60))
                .With("host", Noise(20)).With("x-amz-date", "20150830T123600Z")
                .With("authorization", random.Next(2) == 0 ? Good + Noise(10) : Good[..random.Next(60)] + Noise(60));
            if (random.Next(3) == 0)
                request.Headers.Remove("authorization");

            Assert.NotNull(request.Verify("secret", new DateTimeOffset(2015, 8, 30, 12, 36, 0, TimeSpan.Zero)));
        }
    }
}
