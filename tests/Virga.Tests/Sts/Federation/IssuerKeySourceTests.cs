using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Virga.Service;
using Virga.Sts.Federation;

namespace Virga.Tests.Sts.Federation;

/// <summary>Keys of an issuer on loopback by TLS with a certificate that nobody trusts but by its thumbprint.</summary>
public sealed class IssuerKeySourceTests : IDisposable
{
    private const string Set = """{"keys":[]}""";

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly X509Certificate2 certificate = Certificate();
    private readonly CancellationTokenSource stopping = new();
    private int asked;

    public IssuerKeySourceTests()
    {
        listener.Start();
        _ = ServeAsync();
    }

    private string Issuer => $"https://localhost:{((IPEndPoint)listener.LocalEndpoint).Port}/realms/one";

    public void Dispose()
    {
        stopping.Cancel();
        listener.Dispose();
        certificate.Dispose();
        stopping.Dispose();
    }

    [Fact]
    public async Task An_issuer_on_this_machine_is_asked_once_a_minute()
    {
        using var source = new IssuerKeySource(null, isEnforced: false, TimeProvider.System);

        var keys = await source.FindAsync(Issuer, [certificate.Thumbprint], default);
        await source.FindAsync(Issuer, [certificate.Thumbprint], default);

        Assert.Equal(Set, Encoding.UTF8.GetString(keys!.Value.Span));
        Assert.Equal(2, asked);                             // the discovery document and the keys
    }

    [Fact]
    public async Task A_certificate_of_another_thumbprint_is_not_trusted()
    {
        using var source = new IssuerKeySource(null, isEnforced: false, TimeProvider.System);

        var error = await Assert.ThrowsAsync<AwsException>(
            () => source.FindAsync(Issuer, [new('0', 40)], default).AsTask());

        Assert.Equal("InvalidIdentityToken", error.Code);
        Assert.StartsWith("Couldn't retrieve verification key", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_issuer_elsewhere_is_left_alone_unless_a_file_has_its_keys()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(
            file, $$"""{"https://token.example.com/":{{Set}}}""", TestContext.Current.CancellationToken);
        using var source = new IssuerKeySource(file, isEnforced: false, TimeProvider.System);

        Assert.Null(await source.FindAsync("https://issuer.invalid", [], default));
        var keys = await source.FindAsync("https://token.example.com", [], default);

        Assert.Equal(Set, Encoding.UTF8.GetString(keys!.Value.Span));
        File.Delete(file);
    }

    [Fact]
    public async Task Where_all_signatures_are_verified_an_issuer_that_is_away_is_an_error()
    {
        using var source = new IssuerKeySource(null, isEnforced: true, TimeProvider.System);

        await Assert.ThrowsAsync<AwsException>(() => source.FindAsync("https://issuer.invalid", [], default).AsTask());
    }

    private async Task ServeAsync()
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                using var client = await listener.AcceptTcpClientAsync(stopping.Token);
                await using var tls = new SslStream(client.GetStream());
                await tls.AuthenticateAsServerAsync(certificate);
                using var reader = new StreamReader(tls, leaveOpen: true);
                var line = await reader.ReadLineAsync() ?? "";
                while (!string.IsNullOrEmpty(await reader.ReadLineAsync()))
                {
                    // Headers say nothing that is needed.
                }

                var body = line.Contains("/realms/one/.well-known/openid-configuration", StringComparison.Ordinal)
                    ? $$"""{"issuer":"{{Issuer}}","jwks_uri":"{{Issuer}}/keys"}"""
                    : Set;
                Interlocked.Increment(ref asked);
                await tls.WriteAsync(Encoding.ASCII.GetBytes(
                    $"HTTP/1.1 200 OK\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}"));
            }
            catch (Exception gone) when (gone is IOException or SocketException or OperationCanceledException
                or System.Security.Authentication.AuthenticationException or ObjectDisposedException)
            {
                // A client that does not trust hangs up.
            }
        }
    }

    private static X509Certificate2 Certificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest(
            "CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var made = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(99));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
    }
}
