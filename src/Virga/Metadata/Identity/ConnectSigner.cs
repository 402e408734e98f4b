using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Virga.Metadata.Identity;

/// <summary>
/// Signs the keys of EC2 Instance Connect as Amazon's agent checks them (aws-ec2-instance-connect-config,
/// eic_parse_authorized_keys): each key with its facts by RSA-PSS over SHA-256 with a salt of 32 bytes; the signer's
/// certificate is for <c>managed-ssh-signer.REGION.DOMAIN</c>, and an authority that the guest must trust made it. On
/// AWS that is Amazon's, here it is ours. Keys are made when they are first needed.
/// </summary>
internal sealed class ConnectSigner(TimeProvider clock, KeyFolder folder)
{
    /// <summary>Also the name that the authority's file must have below /etc/ssl/certs of the guest.</summary>
    public const string AuthorityName = "Virga-EC2-Instance-Connect";

    private const string SignerStart = "managed-ssh-signer.";

    private readonly Lock _gate = new();
    private readonly Dictionary<string, (RSA Key, X509Certificate2 Certificate)> _signers = [];
    private (ECDsa Key, X509Certificate2 Certificate)? _authority;

    /// <summary>The authority's certificate.</summary>
    public string AuthorityPem
    {
        get
        {
            lock (_gate) return Authority().Certificate.ExportCertificatePem();
        }
    }

    /// <summary>The signer's certificate and the authority's, as managed-ssh-keys/signer-cert has them.</summary>
    public string Chain(string region, string domain)
    {
        lock (_gate)
        {
            return Signer(region, domain).Certificate.ExportCertificatePem() + "\n"
                + Authority().Certificate.ExportCertificatePem();
        }
    }

    /// <summary>That neither certificate of the chain is revoked: its fingerprint, and the answer (RFC 6960) in base64.
    /// </summary>
    public IReadOnlyList<(string Fingerprint, string Answer)> Staples(string region, string domain)
    {
        lock (_gate)
        {
            var (key, authority) = Authority();
            return
            [
                .. new[] { Signer(region, domain).Certificate, authority }.Select(one =>
                    (one.GetCertHashString(), Convert.ToBase64String(OcspAnswer.Good(one, authority, key)))),
            ];
        }
    }

    /// <summary>What is signed, then the signature's lines, then an empty one.</summary>
    public string Sign(string block, string region, string domain)
    {
        lock (_gate)
        {
            var signature = Signer(region, domain).Key.SignData(
                Encoding.UTF8.GetBytes(block), HashAlgorithmName.SHA256, RSASignaturePadding.Pss);
            var lines = Convert.ToBase64String(signature).Chunk(64).Select(line => new string(line));
            return block + string.Join('\n', lines) + "\n\n";
        }
    }

    private (ECDsa Key, X509Certificate2 Certificate) Authority()
    {
        if (_authority is { } known) return known;
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        if (folder.Find(AuthorityName) is { } kept)
        {
            key.ImportFromPem(kept.Key);
            return (_authority = (key, X509Certificate2.CreateFromPem(kept.Certificate))).Value;
        }

        var request = new CertificateRequest("CN=" + AuthorityName, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(
            X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign | X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        var certificate = Issue(request, request.SubjectName, X509SignatureGenerator.CreateForECDsa(key));
        // What another authority signed is worth nothing beside this one.
        folder.Forget(SignerStart);
        folder.Keep(AuthorityName, key, certificate);
        return (_authority = (key, certificate)).Value;
    }

    private (RSA Key, X509Certificate2 Certificate) Signer(string region, string domain)
    {
        Authority();            // one that has to be made anew takes the signers with it
        var name = $"{SignerStart}{region}.{domain}";
        if (_signers.TryGetValue(name, out var known)) return known;
        var key = RSA.Create(2048);
        if (folder.Find(name) is { } kept)
        {
            key.ImportFromPem(kept.Key);
            return _signers[name] = (key, X509Certificate2.CreateFromPem(kept.Certificate));
        }

        var (authorityKey, authority) = Authority();
        var request = new CertificateRequest("CN=" + name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(
            authority, includeKeyIdentifier: true, includeIssuerAndSerial: false));
        var certificate = Issue(request, authority.SubjectName, X509SignatureGenerator.CreateForECDsa(authorityKey));
        folder.Keep(name, key, certificate);
        return _signers[name] = (key, certificate);
    }

    private X509Certificate2 Issue(
        CertificateRequest request, X500DistinguishedName issuer, X509SignatureGenerator signatures)
    {
        var now = clock.GetUtcNow();
        return request.Create(
            issuer, signatures, now.AddDays(-1), now.AddYears(10), RandomNumberGenerator.GetBytes(8));
    }
}
