using Virga.Tests.Metadata;
using Xunit;

namespace Virga.Conformance.Metadata;

/// <summary>
/// OpenSSL finds what Amazon's agent for EC2 Instance Connect looks for, asked in the agent's way (read in
/// aws-ec2-instance-connect-config): the signer's name, its chain to an authority that the guest trusts, that it is not
/// revoked, and the signature of the key.
/// </summary>
public sealed class InstanceConnectTests : IAsyncLifetime
{
    private const string Keys = "/latest/meta-data/managed-ssh-keys/";
    private const string Block =
        "#Timestamp=1900000000\n#Instance=i-0123456789abcdef0\n#Caller=arn\n#Request=1\nssh-ed25519 AAAA me\n";

    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("virga-connect-");
    private readonly RunningEndpoint service = new(
        SampleDocument.Full with { ActiveKeys = [("ec2-user", [Block, Block])] }, clock: TimeProvider.System);

    public async ValueTask InitializeAsync()
    {
        if (!await Run.WorksAsync("openssl", "version")) Assert.Skip("reason: openssl missing");
    }

    public async ValueTask DisposeAsync()
    {
        await service.DisposeAsync();
        directory.Delete(recursive: true);
    }

    [Fact]
    public async Task The_signer_is_the_regions_and_its_authority_is_the_published_one()
    {
        var (signer, _) = await ChainAsync();
        Assert.EndsWith("managed-ssh-signer.eu-west-1.amazonaws.com\n",
            await OpenSslAsync("x509", "-noout", "-subject", "-in", signer), StringComparison.Ordinal);
        var trusted = Save("trusted.pem", service.Signer.Connect.AuthorityPem);
        Assert.Equal($"{signer}: OK\n", await OpenSslAsync("verify", "-x509_strict", "-CAfile", trusted, signer));
    }

    [Fact]
    public async Task No_certificate_of_the_chain_is_revoked()
    {
        var (signer, issuer) = await ChainAsync();
        var listed = (await service.GetAsync(Keys + "signer-ocsp/")).Split('\n');
        foreach (var certificate in new[] { signer, issuer })
        {
            var fingerprint = (await OpenSslAsync("x509", "-noout", "-fingerprint", "-sha1", "-in", certificate))
                .Trim().Split('=')[1].Replace(":", "", StringComparison.Ordinal);
            Assert.Contains(fingerprint, listed);
            var answer = Path.Combine(directory.FullName, fingerprint);
            await File.WriteAllBytesAsync(
                answer, Convert.FromBase64String(await service.GetAsync(Keys + "signer-ocsp/" + fingerprint)));
            Assert.StartsWith($"{certificate}: good\n",
                await OpenSslAsync("ocsp", "-no_nonce", "-issuer", issuer, "-cert", certificate, "-VAfile", issuer,
                    "-respin", answer), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Each_key_is_signed_by_it()
    {
        var (signer, _) = await ChainAsync();
        var publicKey = Save("public", await OpenSslAsync("x509", "-pubkey", "-noout", "-in", signer));
        var text = await service.GetAsync(Keys + "active-keys/ec2-user/");
        var blocks = text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, blocks.Length);
        foreach (var block in blocks)
        {
            Assert.StartsWith(Block, block, StringComparison.Ordinal);
            var signature = Path.Combine(directory.FullName, "signature");
            await File.WriteAllBytesAsync(signature, Convert.FromBase64String(block[Block.Length..]));
            string[] check = ["dgst", "-sha256", "-sigopt", "rsa_padding_mode:pss", "-sigopt", "rsa_pss_saltlen:32",
                "-verify", publicKey, "-signature", signature];
            Assert.Equal("Verified OK\n", await OpenSslAsync([.. check, Save("signed", Block)]));
            var (code, _, _) = await Run.Async(
                "openssl", [.. check, Save("altered", Block.Replace("i-01", "i-02", StringComparison.Ordinal))]);
            Assert.NotEqual(0, code);
        }
    }

    private async Task<(string Signer, string Issuer)> ChainAsync()
    {
        const string end = "-----END CERTIFICATE-----";
        var chain = (await service.GetAsync(Keys + "signer-cert/")).Split(end);
        Assert.Equal(3, chain.Length);
        Assert.Equal("", chain[2]);
        return (Save("cert.pem", chain[0] + end + "\n"), Save("cert1.pem", chain[1].TrimStart() + end + "\n"));
    }

    private static async Task<string> OpenSslAsync(params string[] words)
    {
        var (code, output, error) = await Run.Async("openssl", words);
        Assert.True(code == 0, output + error);
        return output;
    }

    private string Save(string name, string text)
    {
        var path = Path.Combine(directory.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }
}
