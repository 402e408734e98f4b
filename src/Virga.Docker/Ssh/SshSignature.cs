using System.Security.Cryptography;
using Virga.Ec2.KeyPairs;

namespace Virga.Docker.Ssh;

/// <summary>
/// Checks what clients sign with: RSA with SHA-2 (RFC 8332), Ed25519 (RFC 8709), ECDSA (RFC 5656). RSA with SHA-1 is
/// not
/// taken.
/// </summary>
internal static class SshSignature
{
    /// <summary>What a client is told that it may use.</summary>
    public const string Algorithms =
        "ssh-ed25519,rsa-sha2-512,rsa-sha2-256,ecdsa-sha2-nistp256,ecdsa-sha2-nistp384,ecdsa-sha2-nistp521";

    /// <summary>Whether keys of a blob's kind can sign by an algorithm.</summary>
    public static bool Fits(string algorithm, ReadOnlyMemory<byte> key) =>
        Algorithms.Split(',').Contains(algorithm)
        && new SshReader(key).Text() ==
            (algorithm.StartsWith("rsa-", StringComparison.Ordinal) ? "ssh-rsa" : algorithm);

    public static bool IsValid(string algorithm, ReadOnlyMemory<byte> key, ReadOnlyMemory<byte> signature, byte[] data)
    {
        var signed = new SshReader(signature);
        if (!Fits(algorithm, key) || signed.Text() != algorithm) return false;
        var value = signed.Field();
        var fields = new SshReader(key);
        fields.Field();
        try
        {
            return algorithm switch
            {
                "ssh-ed25519" => Ed25519.IsValid(fields.Field().Span, value.Span, data),
                "rsa-sha2-256" => IsRsa(fields, value, data, HashAlgorithmName.SHA256),
                "rsa-sha2-512" => IsRsa(fields, value, data, HashAlgorithmName.SHA512),
                _ => IsEcdsa(fields, value, data),
            };
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private static bool IsRsa(SshReader key, ReadOnlyMemory<byte> value, byte[] data, HashAlgorithmName hash)
    {
        var exponent = key.Field().Span.TrimStart((byte)0).ToArray();
        var modulus = key.Field().Span.TrimStart((byte)0).ToArray();
        using var rsa = RSA.Create(new RSAParameters { Exponent = exponent, Modulus = modulus });
        // Some clients leave zeros at the front of the number away.
        var whole = new byte[Math.Max(modulus.Length, value.Length)];
        value.Span.CopyTo(whole.AsSpan(whole.Length - value.Length));
        return rsa.VerifyData(data, whole, hash, RSASignaturePadding.Pkcs1);
    }

    private static bool IsEcdsa(SshReader key, ReadOnlyMemory<byte> value, byte[] data)
    {
        var (curve, hash, size) = key.Text() switch
        {
            "nistp256" => (ECCurve.NamedCurves.nistP256, HashAlgorithmName.SHA256, 32),
            "nistp384" => (ECCurve.NamedCurves.nistP384, HashAlgorithmName.SHA384, 48),
            "nistp521" => (ECCurve.NamedCurves.nistP521, HashAlgorithmName.SHA512, 66),
            _ => throw new CryptographicException("no such curve"),
        };
        using var ecdsa = ECDsa.Create(new ECParameters { Curve = curve, Q = SshHostKey.PointOf(key.Field().Span) });
        var pair = new byte[2 * size];
        var numbers = new SshReader(value);
        for (var half = 0; half < 2; half++)
        {
            var number = numbers.Field().Span.TrimStart((byte)0);
            if (number.Length > size) return false;
            number.CopyTo(pair.AsSpan((half + 1) * size - number.Length));
        }

        return ecdsa.VerifyData(data, pair, hash, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }
}
