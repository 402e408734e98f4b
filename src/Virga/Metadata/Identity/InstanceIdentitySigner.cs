using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Virga.Metadata.Identity;

/// <summary>
/// Signs identity documents as EC2 does, with keys of its own: "signature" is RSA over SHA-256 with a 1024-bit key,
/// "pkcs7" a signed message with DSA and SHA-1, "rsa2048" one with RSA-2048 and SHA-256 (User Guide, "Instance identity
/// documents"). The certificates are published, so that a verifier can be given them in place of AWS's.
/// Keys are made when they are first needed: a DSA key takes a good part of a second.
/// </summary>
/// <param name="clock">The machine's: who verifies, in guests too, goes by it.</param>
/// <param name="directory">Where keys and certificates are kept; null makes new ones in each process.</param>
internal sealed class InstanceIdentitySigner(TimeProvider clock, string? directory = null)
{
    private readonly Lock _gate = new();
    private readonly KeyFolder _folder = new(directory);
    private (RSA Key, X509Certificate2 Certificate)? _small;
    private (DSA Key, X509Certificate2 Certificate)? _dsa;
    private (RSA Key, X509Certificate2 Certificate)? _large;

    /// <summary>Signs the keys of EC2 Instance Connect; its keys are kept beside these.</summary>
    public ConnectSigner Connect { get; } = new(clock, new KeyFolder(directory));

    /// <summary>dynamic/instance-identity/signature: base64, 64 characters a line.</summary>
    public byte[] Signature(ReadOnlySpan<byte> document) =>
        Lines(Small().Key.SignData(document, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));

    /// <summary>dynamic/instance-identity/pkcs7.</summary>
    public byte[] Pkcs7(ReadOnlySpan<byte> document)
    {
        var (key, certificate) = Dsa();
        return Lines(SignedData.Encode(document.ToArray(), certificate, SignatureForm.DsaSha1, clock.GetUtcNow(),
            attributes => key.SignData(attributes, HashAlgorithmName.SHA1, DSASignatureFormat.Rfc3279DerSequence)));
    }

    /// <summary>dynamic/instance-identity/rsa2048.</summary>
    public byte[] Rsa2048(ReadOnlySpan<byte> document)
    {
        var (key, certificate) = Large();
        return Lines(SignedData.Encode(document.ToArray(), certificate, SignatureForm.RsaSha256, clock.GetUtcNow(),
            attributes => key.SignData(attributes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)));
    }

    /// <summary>The certificate for "signature", "pkcs7" or "rsa2048" as PEM; null for another name.</summary>
    public string? CertificateFor(string name) => name switch
    {
        "signature" => Small().Certificate.ExportCertificatePem(),
        "pkcs7" => Dsa().Certificate.ExportCertificatePem(),
        "rsa2048" => Large().Certificate.ExportCertificatePem(),
        _ => null,
    };

    private (RSA Key, X509Certificate2 Certificate) Small()
    {
        lock (_gate) return _small ??= RsaPair("signature", 1024);
    }

    private (RSA Key, X509Certificate2 Certificate) Large()
    {
        lock (_gate) return _large ??= RsaPair("rsa2048", 2048);
    }

    private (DSA Key, X509Certificate2 Certificate) Dsa()
    {
        lock (_gate)
        {
            if (_dsa is { } known) return known;
            var key = DSA.Create();
            if (_folder.Find("pkcs7") is { } pem) key.ImportFromPem(pem.Key);
            else key.KeySize = 1024;
            _dsa = (key, Certificate("pkcs7", key, new PublicKey(key), new DsaSha1Signatures(key)));
            return _dsa.Value;
        }
    }

    private (RSA Key, X509Certificate2 Certificate) RsaPair(string name, int bits)
    {
        var key = RSA.Create(bits);
        if (_folder.Find(name) is { } pem) key.ImportFromPem(pem.Key);
        var signatures = X509SignatureGenerator.CreateForRSA(key, RSASignaturePadding.Pkcs1);
        return (key, Certificate(name, key, new PublicKey(key), signatures));
    }

    /// <summary>The stored certificate, or a new self-signed one of ten years, stored with its key.</summary>
    private X509Certificate2 Certificate(
        string name, AsymmetricAlgorithm key, PublicKey publicKey, X509SignatureGenerator signatures)
    {
        if (_folder.Find(name) is { } pem) return X509Certificate2.CreateFromPem(pem.Certificate);
        var subject = new X500DistinguishedName($"CN=Virga instance identity {name}, O=Virga, C=US");
        var hash = signatures is DsaSha1Signatures ? HashAlgorithmName.SHA1 : HashAlgorithmName.SHA256;
        var request = new CertificateRequest(subject, publicKey, hash);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        var now = clock.GetUtcNow();
        var certificate = request.Create(
            subject, signatures, now.AddDays(-1), now.AddYears(10), RandomNumberGenerator.GetBytes(8));
        _folder.Keep(name, key, certificate);
        return certificate;
    }

    private static byte[] Lines(byte[] der)
    {
        var text = Convert.ToBase64String(der);
        var lines = text.Chunk(64).Select(line => new string(line));
        return Encoding.ASCII.GetBytes(string.Join('\n', lines));
    }
}
