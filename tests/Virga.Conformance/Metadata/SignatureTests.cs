using Virga.Tests.Metadata;
using Xunit;

namespace Virga.Conformance.Metadata;

/// <summary>OpenSSL verifies what an instance is given, with the certificates that are published, as the User Guide
/// says to do it.</summary>
public sealed class SignatureTests : IAsyncLifetime
{
    private const string Identity = "/latest/dynamic/instance-identity/";

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("virga-identity-");
    private readonly RunningEndpoint _service = new(SampleDocument.Full, clock: TimeProvider.System);

    public async ValueTask InitializeAsync()
    {
        if (!await Run.WorksAsync("openssl", "version")) Assert.Skip("reason: openssl missing");
    }

    public async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync();
        _directory.Delete(recursive: true);
    }

    [Theory]
    [InlineData("pkcs7")]
    [InlineData("rsa2048")]
    public async Task Smime_verifies_the_signed_message_and_returns_the_document(string name)
    {
        var message = $"-----BEGIN PKCS7-----\n{await _service.GetAsync(Identity + name)}\n-----END PKCS7-----\n";
        var (code, output, error) = await Run.Async("openssl",
            ["smime", "-verify", "-in", Save(name, message), "-inform", "PEM",
             "-certfile", Certificate(name), "-noverify"]);
        Assert.True(code == 0, error);
        Assert.Equal(await _service.GetAsync(Identity + "document"), output);
        // Against the published certificate as the one authority, too.
        (code, _, error) = await Run.Async("openssl",
            ["smime", "-verify", "-in", Save(name, message), "-inform", "PEM", "-certfile", Certificate(name),
             "-CAfile", Certificate(name), "-purpose", "any"]);
        Assert.True(code == 0 || name == "pkcs7", error);
    }

    [Theory]
    [InlineData("pkcs7")]
    [InlineData("rsa2048")]
    public async Task A_changed_message_is_refused(string name)
    {
        var der = Convert.FromBase64String(await _service.GetAsync(Identity + name));
        der[60] ^= 1;
        var message =
            $"-----BEGIN PKCS7-----\n{Convert.ToBase64String(der, Base64FormattingOptions.InsertLineBreaks)}\n"
            + "-----END PKCS7-----\n";
        var (code, _, _) = await Run.Async("openssl",
            ["smime", "-verify", "-in", Save(name, message), "-inform", "PEM",
             "-certfile", Certificate(name), "-noverify"]);
        Assert.NotEqual(0, code);
    }

    [Fact]
    public async Task Dgst_verifies_the_signature()
    {
        var document = Save("document", await _service.GetAsync(Identity + "document"));
        var signature = Path.Combine(_directory.FullName, "signature.bin");
        await File.WriteAllBytesAsync(
            signature, Convert.FromBase64String(await _service.GetAsync(Identity + "signature")));
        var (code, key, error) = await Run.Async(
            "openssl", ["x509", "-pubkey", "-noout", "-in", Certificate("signature")]);
        Assert.True(code == 0, error);
        (code, var output, error) = await Run.Async("openssl",
            ["dgst", "-sha256", "-verify", Save("key", key), "-signature", signature, document]);
        Assert.True(code == 0, output + error);
        Assert.Equal("Verified OK\n", output);
    }

    private string Certificate(string name) => Save(name + ".pem", _service.Signer.CertificateFor(name)!);

    private string Save(string name, string text)
    {
        var path = Path.Combine(_directory.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }
}
