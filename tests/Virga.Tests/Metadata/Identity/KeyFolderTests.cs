using System.Security.Cryptography.X509Certificates;
using Virga.Metadata.Identity;
using Xunit;

namespace Virga.Tests.Metadata.Identity;

/// <summary>The keys that guests trust are found again, are nobody else's to read, and survive a crash.</summary>
public sealed class KeyFolderTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("virga-keys").FullName;

    private string AuthorityKey => Path.Combine(folder, ConnectSigner.AuthorityName + ".key");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Keys_are_found_again_and_nobody_else_may_read_them()
    {
        var chain = Signer().Chain("us-east-1", "amazonaws.com");

        Assert.Equal(chain, Signer().Chain("us-east-1", "amazonaws.com"));
        Assert.Equal(4, Directory.GetFiles(folder).Length);
        if (OperatingSystem.IsWindows()) return;
        foreach (var key in Directory.GetFiles(folder, "*.key"))
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(key));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nMIGHAgEAMBMGByqG")]
    public void A_key_that_was_half_written_is_made_anew_with_what_it_signed(string left)
    {
        var old = Signer().Chain("us-east-1", "amazonaws.com");
        File.WriteAllText(AuthorityKey, left);

        var signer = Signer();
        var chain = new X509Certificate2Collection();
        chain.ImportFromPem(signer.Chain("us-east-1", "amazonaws.com"));

        Assert.NotEqual(old, signer.Chain("us-east-1", "amazonaws.com"));
        using var check = new X509Chain();
        check.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        check.ChainPolicy.CustomTrustStore.Add(chain[1]);
        check.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        Assert.True(check.Build(chain[0]));
        Assert.Equal(signer.AuthorityPem, Signer().AuthorityPem);
    }

    [Fact]
    public void A_key_without_its_certificate_is_no_pair()
    {
        var old = Signer().AuthorityPem;
        File.Delete(Path.ChangeExtension(AuthorityKey, ".pem"));

        Assert.NotEqual(old, Signer().AuthorityPem);
    }

    private ConnectSigner Signer() => new(TimeProvider.System, new KeyFolder(folder));
}
