using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Virga.Tests.Iam;

/// <summary>Server and signing certificates are parsed, and their keys must fit.</summary>
public sealed class CertificateTests : IDisposable
{
    private readonly TestApi api = new();
    private readonly RSA key = RSA.Create(2_048);
    private readonly X509Certificate2 certificate;

    public CertificateTests() =>
        certificate = new CertificateRequest("CN=virga.test", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(
                new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public void Dispose()
    {
        api.Dispose();
        key.Dispose();
        certificate.Dispose();
    }

    [Fact]
    public void A_server_certificate_is_kept_renamed_tagged_and_deleted()
    {
        var made = Upload("web", key);

        Assert.Equal($"arn:aws:iam::{TestWorld.Account}:server-certificate/web", made.Text("Arn"));
        Assert.StartsWith("ASCA", made.Text("ServerCertificateId"), StringComparison.Ordinal);
        Assert.StartsWith("2030-01-01T00:00:00", made.Text("Expiration"), StringComparison.Ordinal);
        Assert.Equal("EntityAlreadyExists", Upload("web", key).Text("Code"));
        api.Iam("UpdateServerCertificate", ("ServerCertificateName", "web"), ("NewServerCertificateName", "api"),
            ("NewPath", "/x/"));
        Assert.Equal($"arn:aws:iam::{TestWorld.Account}:server-certificate/x/api",
            api.Iam("GetServerCertificate", ("ServerCertificateName", "api")).Text("Arn"));
        Assert.Equal("404 NoSuchEntity: The Server Certificate with name web cannot be found.",
            api.Iam("GetServerCertificate", ("ServerCertificateName", "web")).Error);
        api.Iam("TagServerCertificate", ("ServerCertificateName", "api"), ("Tags.member.1.Key", "a"),
            ("Tags.member.1.Value", "1"));
        Assert.Equal(["1"], api.Iam("ListServerCertificateTags", ("ServerCertificateName", "api")).All("Value"));
        Assert.Equal(["api"], api.Iam("ListServerCertificates", ("PathPrefix", "/x/")).All("ServerCertificateName"));
        Assert.Equal(200, api.Iam("DeleteServerCertificate", ("ServerCertificateName", "api")).Status);
        Assert.Empty(api.Iam("ListServerCertificates").All("ServerCertificateName"));
    }

    [Fact]
    public void Certificates_and_keys_that_are_none_or_do_not_fit_are_refused()
    {
        using var other = RSA.Create(2_048);

        Assert.Equal("KeyPairMismatch", Upload("web", other).Text("Code"));
        Assert.Equal("MalformedCertificate", api.Iam("UploadServerCertificate", ("ServerCertificateName", "web"),
            ("CertificateBody", "nonsense"), ("PrivateKey", key.ExportPkcs8PrivateKeyPem())).Text("Code"));
        Assert.Equal("MalformedCertificate", api.Iam("UploadServerCertificate", ("ServerCertificateName", "web"),
            ("CertificateBody", certificate.ExportCertificatePem()), ("PrivateKey", "nonsense")).Text("Code"));
    }

    [Fact]
    public void A_signing_certificate_belongs_to_its_user()
    {
        api.Iam("CreateUser", ("UserName", "bob"));
        TestApi.Answer Sign() => api.Iam(
            "UploadSigningCertificate", ("UserName", "bob"), ("CertificateBody", certificate.ExportCertificatePem()));
        var id = Sign().Text("CertificateId");

        Assert.Equal("DuplicateCertificate", Sign().Text("Code"));
        api.Iam("UpdateSigningCertificate", ("UserName", "bob"), ("CertificateId", id), ("Status", "Inactive"));
        Assert.Equal(["Inactive"], api.Iam("ListSigningCertificates", ("UserName", "bob")).All("Status"));
        Assert.Equal("DeleteConflict", api.Iam("DeleteUser", ("UserName", "bob")).Text("Code"));
        Assert.Equal(200,
            api.Iam("DeleteSigningCertificate", ("UserName", "bob"), ("CertificateId", id)).Status);
        Assert.Equal(200, api.Iam("DeleteUser", ("UserName", "bob")).Status);
    }

    private TestApi.Answer Upload(string name, RSA privateKey) => api.Iam("UploadServerCertificate",
        ("ServerCertificateName", name), ("CertificateBody", certificate.ExportCertificatePem()),
        ("PrivateKey", privateKey.ExportPkcs8PrivateKeyPem()));
}
