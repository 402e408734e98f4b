using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Virga.Iam.ServerCertificates;

/// <summary>Reads X.509 certificates and keys as users upload them: PEM.</summary>
internal static class CertificateText
{
    /// <summary>The certificate, or MalformedCertificate.</summary>
    public static X509Certificate2 Read(string pem)
    {
        try
        {
            return X509Certificate2.CreateFromPem(pem);
        }
        catch (Exception fault) when (fault is CryptographicException or ArgumentException)
        {
            throw IamErrors.MalformedCertificate("Unable to parse certificate. Please ensure the certificate is in PEM "
                + "format.");
        }
    }

    /// <summary>Every certificate of a chain must be one.</summary>
    public static void CheckChain(string pem)
    {
        try
        {
            var chain = new X509Certificate2Collection();
            chain.ImportFromPem(pem);
            if (chain.Count > 0) return;
        }
        catch (CryptographicException)
        {
            // It is no chain, as below.
        }

        throw IamErrors.MalformedCertificate("Unable to validate certificate chain. The certificate chain must start "
            + "with the immediate signing certificate, followed by any intermediaries in order.");
    }

    /// <summary>The private key must be that of the certificate.</summary>
    public static void CheckKey(X509Certificate2 certificate, string pem)
    {
        try
        {
            if (IsKeyOf(certificate, pem)) return;
        }
        catch (Exception fault) when (fault is CryptographicException or ArgumentException)
        {
            throw IamErrors.MalformedCertificate("Unable to parse key; the body must be a valid, unencrypted PEM key.");
        }

        throw IamErrors.KeyPairMismatch();
    }

    private static bool IsKeyOf(X509Certificate2 certificate, string pem)
    {
        if (certificate.GetRSAPublicKey() is { } rsa)
        {
            using (rsa)
            using (var key = RSA.Create())
            {
                key.ImportFromPem(pem);
                return key.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(rsa.ExportSubjectPublicKeyInfo());
            }
        }

        using var curve = certificate.GetECDsaPublicKey();
        using var own = ECDsa.Create();
        own.ImportFromPem(pem);
        return curve is not null
            && own.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(curve.ExportSubjectPublicKeyInfo());
    }
}
