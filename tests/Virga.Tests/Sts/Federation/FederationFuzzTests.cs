using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Virga.Sts.Federation;
using Virga.Tests.Iam;

namespace Virga.Tests.Sts.Federation;

/// <summary>Tokens and responses with a byte altered: never a crash, and never another identity.</summary>
public sealed class FederationFuzzTests
{
    private const string RoleArn = $"arn:aws:iam::{TestWorld.Account}:role/ci";
    private const string Provider = $"arn:aws:iam::{TestWorld.Account}:saml-provider/idp";

    [Theory]
    [InlineData(1, SamlSamples.SignedAssertion)]
    [InlineData(2, SamlSamples.SignedResponse)]
    public void A_SAML_response_that_still_counts_says_the_same(int seed, string response)
    {
        using var api = new TestApi();
        api.Iam("CreateSAMLProvider", ("Name", "idp"), ("SAMLMetadataDocument", SamlSamples.Metadata()));
        api.Iam("CreateRole", ("RoleName", "ci"), ("AssumeRolePolicyDocument",
            "{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Federated\":\"" + Provider
            + "\"},\"Action\":\"sts:AssumeRoleWithSAML\"}]}"));
        var random = new Random(seed);
        for (var round = 0; round < 300; round++)
        {
            var bytes = Convert.FromBase64String(response);
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);

            var answer = api.Sts("AssumeRoleWithSAML", ("RoleArn", RoleArn), ("PrincipalArn", Provider),
                ("SAMLAssertion", Convert.ToBase64String(bytes)));

            Assert.InRange(answer.Status, 200, 403);
            if (answer.Status != 200) continue;
            Assert.Equal($"arn:aws:sts::{TestWorld.Account}:assumed-role/ci/ann", answer.Text("Arn"));
            Assert.Equal("ann@example.com", answer.Text("Subject"));
        }
    }

    [Fact]
    public void No_altered_token_verifies()
    {
        using var key = RSA.Create(2048);
        var facts = key.ExportParameters(includePrivateParameters: false);
        var keys = Encoding.UTF8.GetBytes(
            $$"""{"keys":[{"kty":"RSA","n":"{{Base64Url.EncodeToString(facts.Modulus)}}","e":"AQAB"}]}""");
        var header = Base64Url.EncodeToString("""{"alg":"RS256"}"""u8);
        var text = $"{header}.{Base64Url.EncodeToString("""{"sub":"me"}"""u8)}";
        var token = $"{text}.{Base64Url.EncodeToString(
            key.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
        Assert.True(TokenSignature.IsBy(token, keys));
        var random = new Random(7);
        for (var round = 0; round < 500; round++)
        {
            var altered = token.ToCharArray();
            var at = random.Next(altered.Length);
            altered[at] = (char)random.Next(1, 128);
            // The last character of 256 bytes in base64 has four bits that nobody reads.
            if (altered[at] == token[at] || at == token.Length - 1) continue;

            Assert.False(TokenSignature.IsBy(new(altered), keys), $"at {at}: {altered[at]}");
        }
    }
}
