using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Virga.Metadata.Identity;

namespace Virga.Tests.Metadata.Identity;

/// <summary>Who was given a certificate once can verify with it after the server has started again.</summary>
public sealed class KeptSignerTests : IDisposable
{
    private static readonly byte[] Document = "{}"u8.ToArray();

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("virga-keys-");

    public void Dispose() => _directory.Delete(recursive: true);

    [Theory]
    [InlineData("signature")]
    [InlineData("pkcs7")]
    [InlineData("rsa2048")]
    public void A_second_signer_on_the_same_folder_has_the_same_certificate(string name)
    {
        var first = new InstanceIdentitySigner(TimeProvider.System, _directory.FullName).CertificateFor(name);
        Assert.Contains("BEGIN CERTIFICATE", first, StringComparison.Ordinal);
        Assert.Equal(first, new InstanceIdentitySigner(TimeProvider.System, _directory.FullName).CertificateFor(name));
        Assert.NotEqual(first, new InstanceIdentitySigner(TimeProvider.System).CertificateFor(name));
    }

    [Fact]
    public void What_the_second_signs_the_first_ones_certificate_verifies()
    {
        var first = new InstanceIdentitySigner(TimeProvider.System, _directory.FullName).CertificateFor("signature")!;
        var signature = new InstanceIdentitySigner(TimeProvider.System, _directory.FullName).Signature(Document);
        using var certificate = X509Certificate2.CreateFromPem(first);
        using var key = certificate.GetRSAPublicKey()!;
        Assert.True(key.VerifyData(
            Document, Convert.FromBase64String(System.Text.Encoding.ASCII.GetString(signature)),
            HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }

    [Fact]
    public void The_authority_of_instance_connect_stays_too()
    {
        var first = new InstanceIdentitySigner(TimeProvider.System, _directory.FullName).Connect.AuthorityPem;
        Assert.Equal(
            first, new InstanceIdentitySigner(TimeProvider.System, _directory.FullName).Connect.AuthorityPem);
    }
}
