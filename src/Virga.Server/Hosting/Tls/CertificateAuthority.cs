using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Virga.Server.Hosting.Tls;

/// <summary>
/// A certificate authority of this server alone. It signs a certificate for each name that a client asks for, so one
/// trusted file is enough for every host of every account and region. Key and certificate are kept in a directory, so
/// that what was trusted once stays trusted.
/// </summary>
internal sealed class CertificateAuthority : IDisposable
{
    // Apple's limit for certificates of servers is 825 days; longer ones are refused by some clients.
    private static readonly TimeSpan ServerLifetime = TimeSpan.FromDays(800);
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(3_650);
    private const int MaxNames = 500;

    private readonly ConcurrentDictionary<string, Lazy<X509Certificate2>> servers = new(StringComparer.Ordinal);
    private readonly X509Certificate2 authority;
    private readonly TimeProvider time;

    private CertificateAuthority(X509Certificate2 authority, string path, TimeProvider time)
    {
        this.authority = authority;
        this.time = time;
        CertificatePath = path;
    }

    /// <summary>The file that clients are to trust.</summary>
    public string CertificatePath { get; }

    /// <summary>The same as text.</summary>
    public string Pem => authority.ExportCertificatePem();

    /// <summary>Takes the authority that the directory holds, or makes one and keeps it there.</summary>
    /// <exception cref="IOException">The directory cannot be written.</exception>
    public static CertificateAuthority In(string directory, TimeProvider time)
    {
        var path = Path.Combine(directory, "ca.pem");
        var key = Path.Combine(directory, "ca.key");
        if (File.Exists(path) && File.Exists(key))
            return new(X509Certificate2.CreateFromPemFile(path, key), path, time);
        Directory.CreateDirectory(directory);
        var made = Make(time);
        using (var file = new FileStream(key, KeyFile)) file.Write(Text(made.GetECDsaPrivateKey()!));
        File.WriteAllText(path, made.ExportCertificatePem());
        return new(made, path, time);
    }

    /// <summary>A certificate for a host, made at its first use.</summary>
    public X509Certificate2 For(string? name)
    {
        var host = name is { Length: > 0 } && Uri.CheckHostName(name) == UriHostNameType.Dns
            ? name.ToLowerInvariant()
            : "localhost";
        if (servers.Count >= MaxNames && !servers.ContainsKey(host)) host = "localhost";
        return servers.GetOrAdd(host, one => new(() => Sign(one))).Value;
    }

    public void Dispose()
    {
        foreach (var server in servers.Values) server.Value.Dispose();
        authority.Dispose();
    }

    /// <summary>Nobody else may read the key.</summary>
    private static FileStreamOptions KeyFile
    {
        get
        {
            var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            return options;
        }
    }

    private static byte[] Text(ECDsa key)
    {
        using (key) return System.Text.Encoding.ASCII.GetBytes(key.ExportPkcs8PrivateKeyPem());
    }

    private static X509Certificate2 Make(TimeProvider time)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Virga local authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        request.CertificateExtensions.Add(
            new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        var now = time.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now + Lifetime);
    }

    private X509Certificate2 Sign(string host)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Virga", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        if (host == "localhost")
        {
            names.AddIpAddress(IPAddress.Loopback);
            names.AddIpAddress(IPAddress.IPv6Loopback);
        }

        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(
            new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(
            authority, includeKeyIdentifier: true, includeIssuerAndSerial: false));
        var now = time.GetUtcNow();
        var end = now + ServerLifetime;
        using var signed = request.Create(
            authority, now.AddDays(-1), end < authority.NotAfter ? end : authority.NotAfter,
            RandomNumberGenerator.GetBytes(16));
        return signed.CopyWithPrivateKey(key);
    }
}
