using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Virga.Metadata.Identity;

/// <summary>Signs a certificate with DSA and SHA-1, which the framework's own request class no longer offers. Weak on
/// purpose: it is the form of EC2's pkcs7 document, and protects nothing here.</summary>
internal sealed class DsaSha1Signatures(DSA key) : X509SignatureGenerator
{
    public override byte[] GetSignatureAlgorithmIdentifier(HashAlgorithmName hashAlgorithm)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence()) writer.WriteObjectIdentifier(SignatureForm.DsaSha1.SignatureOid);
        return writer.Encode();
    }

    public override byte[] SignData(byte[] data, HashAlgorithmName hashAlgorithm) =>
        key.SignData(data, HashAlgorithmName.SHA1, DSASignatureFormat.Rfc3279DerSequence);

    protected override PublicKey BuildPublicKey() => new(key);
}
