using System.Buffers.Text;
using System.Text;
using Virga.Tests.Iam;
using Xunit;

namespace Virga.Tests.Sts;

/// <summary>Roles for identities of OpenID Connect and SAML providers.</summary>
public sealed class FederationTests : IDisposable
{
    private const string Account = TestWorld.Account;
    private const string RoleArn = $"arn:aws:iam::{Account}:role/ci";
    private const string Oidc = $"arn:aws:iam::{Account}:oidc-provider/token.example.com";
    private const string Saml = $"arn:aws:iam::{Account}:saml-provider/idp";
    private readonly TestApi api = new(isEnforced: true);

    public void Dispose() => api.Dispose();

    [Fact]
    public void A_web_identity_that_the_role_trusts_gets_credentials()
    {
        ArrangeOidc();

        var answer = Assume(Token("repo:me", "sts.amazonaws.com", 1_800_000_000));

        Assert.Equal($"arn:aws:sts::{Account}:assumed-role/ci/s1", answer.Text("Arn"));
        Assert.Equal("repo:me", answer.Text("SubjectFromWebIdentityToken"));
        Assert.Equal("sts.amazonaws.com", answer.Text("Audience"));
        Assert.Equal($"arn:aws:sts::{Account}:assumed-role/ci/s1",
            api.Form("sts", "GetCallerIdentity", api.KeyOf(answer)).Text("Arn"));
    }

    [Theory]
    [InlineData("repo:other", "sts.amazonaws.com", 1_800_000_000,
        "403 AccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity")]
    [InlineData("repo:me", "other", 1_800_000_000, "400 InvalidIdentityToken: Incorrect token audience")]
    public void A_web_identity_is_refused(string subject, string audience, long expires, string error)
    {
        ArrangeOidc();

        Assert.Equal(error, Assume(Token(subject, audience, expires)).Error);
    }

    [Fact]
    public void An_old_or_unreadable_token_is_refused()
    {
        ArrangeOidc();

        Assert.Equal("ExpiredTokenException", Assume(Token("repo:me", "sts.amazonaws.com",
            1_700_000_000)).Text("Code"));
        Assert.Equal("InvalidIdentityToken", Assume("not-a-token").Text("Code"));
    }

    [Fact]
    public void A_SAML_identity_gets_credentials()
    {
        api.Iam("CreateSAMLProvider", ("Name", "idp"), ("SAMLMetadataDocument", new('x', 1_000)));
        api.Iam("CreateRole", ("RoleName", "ci"), ("AssumeRolePolicyDocument", Trust(Saml, "AssumeRoleWithSAML",
            "\"SAML:aud\":\"https://signin.aws.amazon.com/saml\"")));

        var answer = api.Sts("AssumeRoleWithSAML", ("RoleArn", RoleArn), ("PrincipalArn", Saml),
            ("SAMLAssertion", Assertion($"{RoleArn},{Saml}")));
        var other = api.Sts("AssumeRoleWithSAML", ("RoleArn", RoleArn), ("PrincipalArn", Saml),
            ("SAMLAssertion", Assertion($"{RoleArn}2,{Saml}")));

        Assert.Equal($"arn:aws:sts::{Account}:assumed-role/ci/ann", answer.Text("Arn"));
        Assert.Equal("ann@example.com", answer.Text("Subject"));
        Assert.Equal("persistent", answer.Text("SubjectType"));
        Assert.Equal("403 AccessDenied: Not authorized to perform sts:AssumeRoleWithSAML", other.Error);
    }

    private void ArrangeOidc()
    {
        api.Iam("CreateOpenIDConnectProvider", ("Url", "https://token.example.com"),
            ("ClientIDList.member.1", "sts.amazonaws.com"));
        api.Iam("CreateRole", ("RoleName", "ci"), ("AssumeRolePolicyDocument",
            Trust(Oidc, "AssumeRoleWithWebIdentity", "\"token.example.com:sub\":\"repo:me\"")));
    }

    private TestApi.Answer Assume(string token) => api.Sts("AssumeRoleWithWebIdentity",
        ("RoleArn", RoleArn), ("RoleSessionName", "s1"), ("WebIdentityToken", token));

    private static string Trust(string provider, string action, string condition) =>
        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Federated\":\"" + provider
        + "\"},\"Action\":\"sts:" + action + "\",\"Condition\":{\"StringEquals\":{" + condition + "}}}]}";

    private static string Token(string subject, string audience, long expires)
    {
        string Part(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));
        var claims = $"{{\"iss\":\"https://token.example.com\",\"sub\":\"{subject}\",\"aud\":\"{audience}\","
            + $"\"exp\":{expires}}}";
        return $"{Part("{\"alg\":\"RS256\"}")}.{Part(claims)}.{Part("signature")}";
    }

    private static string Assertion(string role)
    {
        const string space = "urn:oasis:names:tc:SAML:2.0:assertion";
        const string attributes = "https://aws.amazon.com/SAML/Attributes/";
        string Attribute(string name, string value) =>
            $"<Attribute Name='{attributes}{name}'><AttributeValue>{value}</AttributeValue></Attribute>";
        var xml = $"<Response><Assertion xmlns='{space}'><Issuer>https://idp.example.com</Issuer><Subject>"
            + "<NameID Format='urn:oasis:names:tc:SAML:2.0:nameid-format:persistent'>ann@example.com</NameID>"
            + "<SubjectConfirmation><SubjectConfirmationData "
                + "NotOnOrAfter='2026-11-21T10:00:00Z'/></SubjectConfirmation>"
            + "</Subject><Conditions><AudienceRestriction><Audience>https://signin.aws.amazon.com/saml</Audience>"
            + "</AudienceRestriction></Conditions><AttributeStatement>" + Attribute("Role", role)
            + Attribute("RoleSessionName", "ann") + "</AttributeStatement></Assertion></Response>";
        return Convert.ToBase64String(Encoding.UTF8.GetBytes(xml));
    }
}
