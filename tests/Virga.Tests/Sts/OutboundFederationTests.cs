using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Virga.Iam.Accounts;
using Virga.Iam.OutboundFederation;
using Virga.State;
using Virga.Tests.Iam;

namespace Virga.Tests.Sts;

/// <summary>Tokens of the account's own issuer verify with the keys that it publishes.</summary>
public sealed class OutboundFederationTests : IDisposable
{
    private readonly TestApi api = new();

    public void Dispose() => api.Dispose();

    [Fact]
    public void Tokens_are_given_out_only_while_it_is_enabled()
    {
        Assert.Equal("403 OutboundWebIdentityFederationDisabledException", Ask("RS256").Error.Split(':')[0]);
        Assert.Equal("FeatureDisabled", api.Iam("GetOutboundWebIdentityFederationInfo").Text("Code"));
        var issuer = api.Iam("EnableOutboundWebIdentityFederation").Text("IssuerIdentifier");

        Assert.Equal("FeatureEnabled", api.Iam("EnableOutboundWebIdentityFederation").Text("Code"));
        Assert.Equal(issuer, api.Iam("GetOutboundWebIdentityFederationInfo").Text("IssuerIdentifier"));
        Assert.Equal(200, Ask("RS256").Status);
        api.Iam("DisableOutboundWebIdentityFederation");
        Assert.Equal(403, Ask("RS256").Status);
        Assert.Equal(issuer, api.Iam("EnableOutboundWebIdentityFederation").Text("IssuerIdentifier"));
    }

    [Theory]
    [InlineData("RS256")]
    [InlineData("ES384")]
    public void A_token_verifies_with_the_published_key(string algorithm)
    {
        var issuer = api.Iam("EnableOutboundWebIdentityFederation").Text("IssuerIdentifier");

        var parts = Ask(algorithm).Text("WebIdentityToken").Split('.');
        using var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[1]));

        Assert.True(Verify(algorithm, $"{parts[0]}.{parts[1]}", Base64Url.DecodeFromChars(parts[2])));
        Assert.False(Verify(algorithm, $"{parts[0]}.{parts[1]}x", Base64Url.DecodeFromChars(parts[2])));
        string Claim(string name) => claims.RootElement.GetProperty(name).GetString()!;
        Assert.Equal((issuer, "https://other.example", $"arn:aws:iam::{TestWorld.Account}:root"),
            (Claim("iss"), Claim("aud"), Claim("sub")));
        Assert.Equal(300, claims.RootElement.GetProperty("exp").GetInt64()
            - claims.RootElement.GetProperty("iat").GetInt64());
        Assert.Equal("blue", claims.RootElement.GetProperty("https://sts.amazonaws.com/").GetProperty("request_tags")
            .GetProperty("team").GetString());
    }

    private TestApi.Answer Ask(string algorithm) => api.Sts("GetWebIdentityToken",
        ("Audience.member.1", "https://other.example"), ("SigningAlgorithm", algorithm), ("Tags.member.1.Key", "team"),
        ("Tags.member.1.Value", "blue"));

    private bool Verify(string algorithm, string text, byte[] signature)
    {
        var home = api.World.Store.World.At(new Scope(TestWorld.Account, Scope.GlobalRegion));
        var issuer = home.Table<AccountRow>().Find(AccountRow.Only)!.Issuer!;
        using var keys = JsonDocument.Parse(IssuerKeys.Write(issuer));
        var key = keys.RootElement.GetProperty("keys").EnumerateArray()
            .Single(one => one.GetProperty("alg").GetString() == algorithm);
        byte[] Part(string name) => Base64Url.DecodeFromChars(key.GetProperty(name).GetString());
        var bytes = Encoding.ASCII.GetBytes(text);
        if (algorithm == "RS256")
        {
            using var rsa = RSA.Create(new RSAParameters { Modulus = Part("n"), Exponent = Part("e") });
            return rsa.VerifyData(bytes, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        }

        using var curve = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP384,
            Q = new() { X = Part("x"), Y = Part("y") },
        });
        return curve.VerifyData(bytes, signature, HashAlgorithmName.SHA384);
    }
}
