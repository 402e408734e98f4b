using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Virga.Metadata.Identity;

/// <summary>
/// An answer about a certificate's state (RFC 6960, OCSPResponse), signed by who issued it. Written with the
/// framework's
/// DER writer, which has no form for it.
/// </summary>
internal static class OcspAnswer
{
    private const string BasicOid = "1.3.6.1.5.5.7.48.1.1";
    private const string Sha1Oid = "1.3.14.3.2.26";
    private const string EcdsaWithSha256Oid = "1.2.840.10045.4.3.2";

    private static readonly Asn1Tag Tag0 = new(TagClass.ContextSpecific, 0, isConstructed: true);
    private static readonly Asn1Tag ByKey = new(TagClass.ContextSpecific, 2, isConstructed: true);
    private static readonly Asn1Tag IsGood = new(TagClass.ContextSpecific, 0);

    /// <summary>"Not revoked", for as long as the certificate holds.</summary>
    public static byte[] Good(X509Certificate2 certificate, X509Certificate2 issuer, ECDsa issuerKey)
    {
        var data = ResponseData(certificate, issuer);
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteEncodedValue(data);
            using (writer.PushSequence()) writer.WriteObjectIdentifier(EcdsaWithSha256Oid);
            writer.WriteBitString(
                issuerKey.SignData(data, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));
        }

        return Successful(writer.Encode());
    }

    private static byte[] Successful(byte[] basic)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteEnumeratedValue(OcspStatus.Successful);
            using (writer.PushSequence(Tag0))
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier(BasicOid);
                writer.WriteOctetString(basic);
            }
        }

        return writer.Encode();
    }

    private static byte[] ResponseData(X509Certificate2 certificate, X509Certificate2 issuer)
    {
        var since = new DateTimeOffset(certificate.NotBefore);
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            using (writer.PushSequence(ByKey)) writer.WriteOctetString(KeyHash(issuer));
            writer.WriteGeneralizedTime(since, omitFractionalSeconds: true);
            using (writer.PushSequence())
            using (writer.PushSequence())
            {
                WriteId(writer, certificate, issuer);
                writer.WriteNull(IsGood);
                writer.WriteGeneralizedTime(since, omitFractionalSeconds: true);
                using (writer.PushSequence(Tag0))
                    writer.WriteGeneralizedTime(new(certificate.NotAfter), omitFractionalSeconds: true);
            }
        }

        return writer.Encode();
    }

    private static void WriteId(AsnWriter writer, X509Certificate2 certificate, X509Certificate2 issuer)
    {
        using (writer.PushSequence())
        {
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier(Sha1Oid);
                writer.WriteNull();
            }

            writer.WriteOctetString(Hash(issuer.SubjectName.RawData));
            writer.WriteOctetString(KeyHash(issuer));
            writer.WriteInteger(certificate.SerialNumberBytes.Span);
        }
    }

    private static byte[] KeyHash(X509Certificate2 issuer) => Hash(issuer.PublicKey.EncodedKeyValue.RawData);

    /// <summary>By SHA-1 certificates are named, not protected (RFC 5019, 2.1.1).</summary>
    private static byte[] Hash(byte[] bytes) => CryptographicOperations.HashData(HashAlgorithmName.SHA1, bytes);
}

/// <summary>How an answer itself fared (RFC 6960, OCSPResponseStatus).</summary>
internal enum OcspStatus
{
    Successful = 0,
}
