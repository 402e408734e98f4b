using System.Text;
using Virga.Wire.Signing;

namespace Virga.Tests.Wire.Signing;

/// <summary>A request as a test writes it, and what the verifier sees of it.</summary>
internal sealed class RequestText(string method, string target, string body = "")
{
    /// <summary>Stands where a request names a hash that its body does not have.</summary>
    private static readonly string Wrong = new('0', 64);

    public Dictionary<string, string> Headers { get; } = new(StringComparer.OrdinalIgnoreCase);

    public string Target { get; set; } = target;

    public byte[] Body { get; set; } = Encoding.UTF8.GetBytes(body);

    public SignableRequest Request => SignableRequest.FromTarget(method, Target, Headers.GetValueOrDefault);

    public RequestText With(string name, string value)
    {
        Headers[name] = value;
        return this;
    }

    /// <summary>Adds the Authorization header that a client with this key would send.</summary>
    public RequestText Sign(string accessKeyId, string secret, CredentialScope scope, string timestamp)
    {
        Headers["x-amz-date"] = timestamp;
        var names = string.Join(';', Headers.Keys.Select(name => name.ToLowerInvariant()).Order(
            StringComparer.Ordinal));
        Authorize(accessKeyId, scope, names, "0");
        var signature = RequestSignature.Read(Request, out _)!;
        Authorize(accessKeyId, scope, names, SignatureVerifier.Sign(Request, signature, Body, secret) ?? Wrong);
        return this;
    }

    public SignatureFault? Verify(string secret, DateTimeOffset now) => Verify(secret, now, out _);

    public SignatureFault? Verify(string secret, DateTimeOffset now, out ReadOnlyMemory<byte> payload)
    {
        payload = default;
        var signature = RequestSignature.Read(Request, out var fault);
        return signature is null ? fault : SignatureVerifier.Verify(Request, signature, Body, secret, now, out payload);
    }

    private void Authorize(string accessKeyId, CredentialScope scope, string names, string signature) =>
        Headers["Authorization"] =
            $"AWS4-HMAC-SHA256 Credential={accessKeyId}/{scope}, SignedHeaders={names}, Signature={signature}";
}
