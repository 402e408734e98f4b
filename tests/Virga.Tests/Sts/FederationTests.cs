using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Virga.Sts.Federation;
using Virga.Tests.Iam;

namespace Virga.Tests.Sts;

/// <summary>Roles for identities of OpenID Connect and SAML providers.</summary>
public sealed class FederationTests : IDisposable
{
    private const string Account = TestWorld.Account;
    private const string RoleArn = $"arn:aws:iam::{Account}:role/ci";
    private const string Oidc = $"arn:aws:iam::{Account}:oidc-provider/token.example.com";
    private const string Saml = $"arn:aws:iam::{Account}:saml-provider/idp";
    private const long Later = 1_800_000_000;
    private const string Audience = "sts.amazonaws.com";

    private readonly TestApi api = new(isEnforced: true);
    private readonly RSA key = RSA.Create(2048);

    public void Dispose()
    {
        api.Dispose();
        key.Dispose();
    }

    [Fact]
    public void A_web_identity_that_the_role_trusts_gets_credentials()
    {
        ArrangeOidc(api);

        var answer = Assume(api, Token("repo:me", Audience, Later));

        Assert.Equal($"arn:aws:sts::{Account}:assumed-role/ci/s1", answer.Text("Arn"));
        Assert.Equal("repo:me", answer.Text("SubjectFromWebIdentityToken"));
        Assert.Equal(Audience, answer.Text("Audience"));
        Assert.Equal($"arn:aws:sts::{Account}:assumed-role/ci/s1",
            api.Form("sts", "GetCallerIdentity", api.KeyOf(answer)).Text("Arn"));
    }

    [Theory]
    [InlineData("repo:other", Audience, Later,
        "403 AccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity")]
    [InlineData("repo:me", "other", Later, "400 InvalidIdentityToken: Incorrect token audience")]
    public void A_web_identity_is_refused(string subject, string audience, long expires, string error)
    {
        ArrangeOidc(api);

        Assert.Equal(error, Assume(api, Token(subject, audience, expires)).Error);
    }

    [Fact]
    public void An_old_or_unreadable_token_is_refused()
    {
        ArrangeOidc(api);

        Assert.Equal("ExpiredTokenException", Assume(api, Token("repo:me", Audience, 1_700_000_000)).Text("Code"));
        Assert.Equal("InvalidIdentityToken", Assume(api, "not-a-token").Text("Code"));
    }

    [Fact]
    public void A_token_that_no_key_of_its_issuer_signed_is_refused_in_every_mode()
    {
        using var free = new TestApi();
        foreach (var one in new[] { api, free })
        {
            ArrangeOidc(one);
            var parts = Token("repo:me", Audience, Later).Split('.');
            using var stranger = RSA.Create(2048);
            var text = Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}");
            var other = Base64Url.EncodeToString(
                stranger.SignData(text, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));

            Assert.Equal("InvalidIdentityToken", Assume(one, $"{parts[0]}.{parts[1]}.{other}").Text("Code"));
            Assert.Equal("InvalidIdentityToken", Assume(one, $"{parts[0]}.{parts[1]}.").Text("Code"));
            var none = Base64Url.EncodeToString("""{"alg":"none"}"""u8);
            Assert.Equal("InvalidIdentityToken", Assume(one, $"{none}.{parts[1]}.").Text("Code"));
            Assert.Equal(200, Assume(one, string.Join('.', parts)).Status);
        }
    }

    [Fact]
    public void Where_nobody_knows_a_key_only_enforcement_refuses()
    {
        using var free = new TestApi();
        ArrangeOidc(free);
        ArrangeOidc(api);
        free.World.Dispatcher.Outside.IssuerKeys = null;
        api.World.Dispatcher.Outside.IssuerKeys = null;
        var token = Token("repo:me", Audience, Later);

        Assert.Equal(200, Assume(free, token).Status);
        Assert.Equal(
            "400 InvalidIdentityToken: Couldn't retrieve verification key from your identity provider,  please "
            + "reference AssumeRoleWithWebIdentity documentation for requirements", Assume(api, token).Error);
    }

    /// <summary>An account of this emulator is an issuer too, whose keys need no network.</summary>
    [Theory]
    [InlineData("RS256")]
    [InlineData("ES384")]
    public void A_token_of_an_account_of_this_emulator_is_checked_with_its_keys(string algorithm)
    {
        var issuer = api.Iam("EnableOutboundWebIdentityFederation").Text("IssuerIdentifier");
        var id = issuer["https://".Length..];
        api.Iam("CreateOpenIDConnectProvider", ("Url", issuer), ("ClientIDList.member.1", "app"));
        api.Iam("CreateRole", ("RoleName", "ci"), ("AssumeRolePolicyDocument", Trust(
            $"arn:aws:iam::{Account}:oidc-provider/{id}", "AssumeRoleWithWebIdentity",
            $"\"{id}:sub\":\"arn:aws:iam::{Account}:root\"")));
        var token = api.Sts("GetWebIdentityToken", ("Audience.member.1", "app"), ("SigningAlgorithm", algorithm))
            .Text("WebIdentityToken");

        Assert.Equal(200, Assume(api, token).Status);
        Assert.Equal("InvalidIdentityToken", Assume(api, token[..^8] + "AAAAAAAA").Text("Code"));
    }

    [Theory]
    [InlineData(SamlSamples.SignedAssertion)]
    [InlineData(SamlSamples.SignedResponse)]
    [InlineData(SamlSamples.InclusiveAssertion)]
    public void A_SAML_identity_gets_credentials(string response)
    {
        ArrangeSaml(SamlSamples.Metadata());

        var answer = AssumeBySaml(response);

        Assert.Equal($"arn:aws:sts::{Account}:assumed-role/ci/ann", answer.Text("Arn"));
        Assert.Equal("ann@example.com", answer.Text("Subject"));
        Assert.Equal("persistent", answer.Text("SubjectType"));
    }

    [Theory]
    [InlineData(SamlSamples.SignedAssertion)]
    [InlineData(SamlSamples.SignedResponse)]
    [InlineData(SamlSamples.InclusiveAssertion)]
    public void A_SAML_response_that_was_altered_is_refused(string response)
    {
        ArrangeSaml(SamlSamples.Metadata());
        var xml = Encoding.UTF8.GetString(Convert.FromBase64String(response));
        string[] altered =
        [
            xml.Replace("ann@example.com", "eve@example.com", StringComparison.Ordinal),
            xml.Replace(">ann<", ">eve<", StringComparison.Ordinal),
            xml.Replace("2036-11-21", "2037-11-21", StringComparison.Ordinal),
            xml.Replace("Department", "Departmens", StringComparison.Ordinal),
            Wrapped(xml),
        ];

        foreach (var one in altered)
            Assert.Equal("400 InvalidIdentityToken: Response signature invalid", AssumeBySaml(Encode(one)).Error);
    }

    [Fact]
    public void A_SAML_response_of_somebody_else_is_refused()
    {
        using var other = RSA.Create(2048);
        var request = new System.Security.Cryptography.X509Certificates.CertificateRequest(
            "CN=other", other, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(
            DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(99));
        ArrangeSaml(SamlSamples.Metadata(Convert.ToBase64String(certificate.RawData)));
        Assert.Equal("400 InvalidIdentityToken: Response signature invalid",
            AssumeBySaml(SamlSamples.SignedAssertion).Error);

        api.Iam("UpdateSAMLProvider", ("SAMLProviderArn", Saml),
            ("SAMLMetadataDocument", SamlSamples.Metadata(entity: "https://other.example.com")));
        Assert.Equal("400 InvalidIdentityToken: Issuer not present in specified provider",
            AssumeBySaml(SamlSamples.SignedAssertion).Error);

        api.Iam("UpdateSAMLProvider", ("SAMLProviderArn", Saml), ("SAMLMetadataDocument", SamlSamples.Metadata()));
        Assert.Equal("403 AccessDenied: Not authorized to perform sts:AssumeRoleWithSAML", api.Sts("AssumeRoleWithSAML",
            ("RoleArn", RoleArn + "2"), ("PrincipalArn", Saml), ("SAMLAssertion", SamlSamples.SignedAssertion)).Error);
        Assert.Equal(200, AssumeBySaml(SamlSamples.SignedAssertion).Status);
    }

    [Fact]
    public void Metadata_that_is_none_is_refused() => Assert.Equal("400 InvalidInput: Could not parse metadata",
        api.Iam("CreateSAMLProvider", ("Name", "idp"), ("SAMLMetadataDocument", new('x', 1_000))).Error);

    /// <summary>The signed assertion stays, and before it stands one that nobody signed.</summary>
    private static string Wrapped(string xml)
    {
        var begin = xml.IndexOf("<saml:Assertion", StringComparison.Ordinal);
        var end = xml.IndexOf("</saml:Assertion>", StringComparison.Ordinal) + "</saml:Assertion>".Length;
        var forged = xml[begin..end].Replace("ID=\"_a1\"", "ID=\"_a2\"", StringComparison.Ordinal)
            .Replace(">ann<", ">eve<", StringComparison.Ordinal);
        return xml.Insert(begin, forged);
    }

    private static string Encode(string xml) => Convert.ToBase64String(Encoding.UTF8.GetBytes(xml));

    private void ArrangeSaml(string metadata)
    {
        Assert.Equal(200, api.Iam("CreateSAMLProvider", ("Name", "idp"), ("SAMLMetadataDocument", metadata)).Status);
        api.Iam("CreateRole", ("RoleName", "ci"), ("AssumeRolePolicyDocument", Trust(Saml, "AssumeRoleWithSAML",
            "\"SAML:aud\":\"https://signin.aws.amazon.com/saml\"")));
    }

    private TestApi.Answer AssumeBySaml(string response) => api.Sts("AssumeRoleWithSAML",
        ("RoleArn", RoleArn), ("PrincipalArn", Saml), ("SAMLAssertion", response));

    private void ArrangeOidc(TestApi at)
    {
        at.World.Dispatcher.Outside.IssuerKeys = new Keys(key);
        at.Iam("CreateOpenIDConnectProvider", ("Url", "https://token.example.com"),
            ("ClientIDList.member.1", Audience));
        at.Iam("CreateRole", ("RoleName", "ci"), ("AssumeRolePolicyDocument",
            Trust(Oidc, "AssumeRoleWithWebIdentity", "\"token.example.com:sub\":\"repo:me\"")));
    }

    private static TestApi.Answer Assume(TestApi at, string token) => at.Sts("AssumeRoleWithWebIdentity",
        ("RoleArn", RoleArn), ("RoleSessionName", "s1"), ("WebIdentityToken", token));

    private static string Trust(string provider, string action, string condition) =>
        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Federated\":\"" + provider
        + "\"},\"Action\":\"sts:" + action + "\",\"Condition\":{\"StringEquals\":{" + condition + "}}}]}";

    private string Token(string subject, string audience, long expires)
    {
        string Part(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));
        var text = Part("{\"alg\":\"RS256\",\"kid\":\"1\"}") + "." + Part(
            $"{{\"iss\":\"https://token.example.com\",\"sub\":\"{subject}\",\"aud\":\"{audience}\","
            + $"\"exp\":{expires}}}");
        return $"{text}.{Base64Url.EncodeToString(
            key.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    /// <summary>An issuer whose keys are at hand.</summary>
    private sealed class Keys(RSA key) : IIssuerKeys
    {
        public ValueTask<ReadOnlyMemory<byte>?> FindAsync(
            string issuer, IReadOnlyList<string> thumbprints, CancellationToken cancellation)
        {
            var facts = key.ExportParameters(includePrivateParameters: false);
            var modulus = Base64Url.EncodeToString(facts.Modulus);
            ReadOnlyMemory<byte> set = Encoding.UTF8.GetBytes(
                $$"""{"keys":[{"kty":"RSA","kid":"1","n":"{{modulus}}","e":"AQAB"}]}""");
            return ValueTask.FromResult<ReadOnlyMemory<byte>?>(issuer == "https://token.example.com" ? set : null);
        }
    }
}
