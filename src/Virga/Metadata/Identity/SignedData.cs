using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Virga.Metadata.Identity;

/// <summary>The algorithms of a signed message.</summary>
/// <param name="HasNullParameters">Whether the signature algorithm carries a NULL (RSA does, DSA does not).</param>
internal sealed record SignatureForm(string DigestOid, HashAlgorithmName Hash, string SignatureOid,
    bool HasNullParameters)
{
    public static SignatureForm DsaSha1 { get; } =
        new("1.3.14.3.2.26", HashAlgorithmName.SHA1, "1.2.840.10040.4.3", HasNullParameters: false);

    public static SignatureForm RsaSha256 { get; } =
        new("2.16.840.1.101.3.4.2.1", HashAlgorithmName.SHA256, "1.2.840.113549.1.1.1", HasNullParameters: true);
}

/// <summary>
/// A PKCS#7 SignedData message (RFC 2315, RFC 5652) with the content in it, one signer and no certificates, as EC2
/// makes
/// it. Written with the framework's DER writer, since the package for it would be a dependency for this one form.
/// </summary>
internal static class SignedData
{
    private const string DataOid = "1.2.840.113549.1.7.1";
    private const string SignedDataOid = "1.2.840.113549.1.7.2";
    private const string ContentTypeOid = "1.2.840.113549.1.9.3";
    private const string MessageDigestOid = "1.2.840.113549.1.9.4";
    private const string SigningTimeOid = "1.2.840.113549.1.9.5";

    private static readonly Asn1Tag Tag0 = new(TagClass.ContextSpecific, 0, isConstructed: true);

    public static byte[] Encode(
        byte[] content, X509Certificate2 signer, SignatureForm form, DateTimeOffset time, Func<byte[], byte[]> sign)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(SignedDataOid);
            using (writer.PushSequence(Tag0))
            using (writer.PushSequence())
            {
                writer.WriteInteger(1);
                using (writer.PushSetOf()) WriteAlgorithm(writer, form.DigestOid, hasNull: true);
                WriteContent(writer, content);
                using (writer.PushSetOf()) WriteSigner(writer, content, signer, form, time, sign);
            }
        }

        return writer.Encode();
    }

    private static void WriteContent(AsnWriter writer, byte[] content)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(DataOid);
            using (writer.PushSequence(Tag0)) writer.WriteOctetString(content);
        }
    }

    private static void WriteSigner(AsnWriter writer, byte[] content, X509Certificate2 signer, SignatureForm form,
        DateTimeOffset time, Func<byte[], byte[]> sign)
    {
        var attributes = Attributes(content, form, time);
        using (writer.PushSequence())
        {
            writer.WriteInteger(1);
            using (writer.PushSequence())
            {
                writer.WriteEncodedValue(signer.IssuerName.RawData);
                writer.WriteInteger(signer.SerialNumberBytes.Span);
            }

            WriteAlgorithm(writer, form.DigestOid, hasNull: true);
            // What is signed is the SET; what is written is the same bytes under the tag [0].
            var signature = sign(attributes);
            attributes[0] = 0xA0;
            writer.WriteEncodedValue(attributes);
            WriteAlgorithm(writer, form.SignatureOid, form.HasNullParameters);
            writer.WriteOctetString(signature);
        }
    }

    private static byte[] Attributes(byte[] content, SignatureForm form, DateTimeOffset time)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSetOf())
        {
            WriteAttribute(writer, ContentTypeOid, value => value.WriteObjectIdentifier(DataOid));
            WriteAttribute(writer, SigningTimeOid, value => value.WriteUtcTime(time));
            var digest = CryptographicOperations.HashData(form.Hash, content);
            WriteAttribute(writer, MessageDigestOid, value => value.WriteOctetString(digest));
        }

        return writer.Encode();
    }

    private static void WriteAttribute(AsnWriter writer, string oid, Action<AsnWriter> write)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(oid);
            using (writer.PushSetOf()) write(writer);
        }
    }

    private static void WriteAlgorithm(AsnWriter writer, string oid, bool hasNull)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(oid);
            if (hasNull) writer.WriteNull();
        }
    }
}
