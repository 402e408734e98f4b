using System.Text.Json;
using Virga.Wire.Signing;
using Xunit;

namespace Virga.Conformance.Iam;

/// <summary>
/// Requests that botocore's signers signed, seeded: header and query form, any path, query, header and body.
/// </summary>
public sealed class BotocoreSignatureTests
{
    private const int Count = 1_500;

    [Fact]
    public void Every_request_that_botocore_signs_verifies_and_no_altered_one_does()
    {
        var (exitCode, output) = Tool.Run("python3", [Tool.File("sign.py"), "11", $"{Count}"]);
        if (exitCode != 0 && output.Contains("ModuleNotFoundError", StringComparison.Ordinal) || exitCode == -1)
            Assert.Skip("reason: python3 with botocore is missing");
        Assert.True(exitCode == 0, output);
        var random = new Random(13);
        var signed = 0;
        foreach (var line in output.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var request = JsonSerializer.Deserialize<Signed>(line)!;
            Assert.True(Verify(request, request.Body) is null, line);
            if (request.Body.Length > 0)
            {
                var body = (byte[])request.Body.Clone();
                body[random.Next(body.Length)] ^= 1;
                Assert.NotNull(Verify(request, body));
            }

            Assert.NotNull(Verify(request with { Target = "/q" + request.Target[1..] }, request.Body));
            signed++;
        }

        Assert.Equal(Count, signed);
    }

    private static SignatureFault? Verify(Signed signed, byte[] body)
    {
        var request = SignableRequest.FromTarget(signed.Method, signed.Target, signed.Headers.GetValueOrDefault);
        var signature = RequestSignature.Read(request, out var fault);
        return signature is null
            ? fault
            : SignatureVerifier.Verify(request, signature, body, signed.Secret, DateTimeOffset.UtcNow, out _);
    }

    private sealed record Signed(
        string Method, string Target, Dictionary<string, string> Headers, byte[] Body, string Secret);
}
