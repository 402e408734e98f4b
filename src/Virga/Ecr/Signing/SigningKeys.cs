using System.Security.Cryptography;

namespace Virga.Ecr.Signing;

/// <summary>
/// The public keys by which signatures of images are checked, each for a signing profile or for all of them. AWS keeps
/// them in AWS Signer; here a setting names files (<c>VIRGA_ECR_SIGNING_KEYS</c>).
/// </summary>
internal sealed class SigningKeys
{
    private readonly List<(string? Profile, byte[] Info)> keys = [];

    /// <summary>
    /// Reads <c>FILE</c> or <c>PROFILE=FILE;PROFILE=FILE</c>; a file holds one or more PEM public keys.
    /// </summary>
    /// <exception cref="FormatException">It is none, or a file cannot be read; the text says which.</exception>
    public static SigningKeys Read(string setting)
    {
        var all = new SigningKeys();
        const StringSplitOptions trimmed = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;
        foreach (var entry in setting.Split(';', trimmed))
        {
            var at = entry.IndexOf('=', StringComparison.Ordinal);
            var file = entry[(at + 1)..].Trim();
            try
            {
                all.Add(at < 0 ? null : entry[..at].Trim(), File.ReadAllText(file));
            }
            catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
            {
                throw new FormatException(wrong.Message, wrong);
            }
            catch (CryptographicException wrong)
            {
                throw new FormatException($"{file} holds no public key: {wrong.Message}", wrong);
            }
        }

        return all;
    }

    /// <summary>Whether there is a key for a profile.</summary>
    /// <param name="profileArn">Such as <c>arn:aws:signer:us-east-1:123456789012:/signing-profiles/release</c>.</param>
    public bool Has(string profileArn) => keys.Exists(key => IsFor(key.Profile, profileArn));

    /// <summary>Whether a key of the profile made this signature: ECDSA or RSA (PKCS 1) over SHA-256.</summary>
    public bool Verify(string profileArn, ReadOnlySpan<byte> content, ReadOnlySpan<byte> signature)
    {
        foreach (var (profile, info) in keys)
            if (IsFor(profile, profileArn) && Verify(info, content, signature)) return true;
        return false;
    }

    private void Add(string? profile, string pem)
    {
        var count = keys.Count;
        for (var rest = pem.AsSpan(); PemEncoding.TryFind(rest, out var found); rest = rest[found.Location.End..])
        {
            if (rest[found.Label] is not "PUBLIC KEY") continue;
            var info = Convert.FromBase64String(rest[found.Base64Data].ToString());
            Verify(info, default, default);             // a key that cannot be used is refused now
            keys.Add((profile, info));
        }

        if (keys.Count == count) throw new CryptographicException("there is no PUBLIC KEY in it");
    }

    private static bool Verify(byte[] info, ReadOnlySpan<byte> content, ReadOnlySpan<byte> signature)
    {
        using var elliptic = ECDsa.Create();
        try
        {
            elliptic.ImportSubjectPublicKeyInfo(info, out _);
        }
        catch (CryptographicException)
        {
            using var rsa = RSA.Create();
            rsa.ImportSubjectPublicKeyInfo(info, out _);
            return rsa.VerifyData(content, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        }

        return elliptic.VerifyData(
            content, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
    }

    private static bool IsFor(string? profile, string profileArn) => profile is null || profile == profileArn
        || profileArn.EndsWith("/signing-profiles/" + profile, StringComparison.Ordinal);
}
