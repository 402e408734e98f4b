using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Virga.Ec2.KeyPairs;

/// <summary>
/// A public key in SSH's form (RFC 4253, section 6.6; RFC 8709), and its fingerprints as EC2 shows them.
/// </summary>
internal sealed record SshPublicKey(string KeyType, byte[] Blob)
{
    public const string RsaName = "ssh-rsa";
    public const string Ed25519Name = "ssh-ed25519";

    /// <summary>The form of <c>authorized_keys</c>, without a comment.</summary>
    public string Line => $"{KeyType} {Convert.ToBase64String(Blob)}";

    /// <summary>
    /// ED25519 keys: the SHA-256 of the blob in base64, padding kept (recorded from AWS). Imported RSA keys: the MD5 of
    /// the public key in DER, as hex pairs (EC2 User Guide, "Verify the fingerprint").
    /// </summary>
    public string ImportedFingerprint()
    {
        if (KeyType == Ed25519Name) return Convert.ToBase64String(SHA256.HashData(Blob));
        using var rsa = ToRsa();
#pragma warning disable CA5351 // AWS's own fingerprint; nothing is protected by it.
        return HexPairs(MD5.HashData(rsa.ExportSubjectPublicKeyInfo()));
#pragma warning restore CA5351
    }

    /// <summary>The fingerprint of a key that EC2 made: SHA-1 of the private key in DER.</summary>
    public static string CreatedFingerprint(RSA rsa)
    {
#pragma warning disable CA5350 // AWS's own fingerprint; nothing is protected by it.
        return HexPairs(SHA1.HashData(rsa.ExportPkcs8PrivateKey()));
#pragma warning restore CA5350
    }

    public static SshPublicKey Of(RSA rsa)
    {
        var key = rsa.ExportParameters(includePrivateParameters: false);
        return new(RsaName, [.. Field("ssh-rsa"u8), .. Integer(key.Exponent!), .. Integer(key.Modulus!)]);
    }

    public static SshPublicKey OfEd25519(byte[] publicKey) =>
        new(Ed25519Name, [.. Field(Encoding.ASCII.GetBytes(Ed25519Name)), .. Field(publicKey)]);

    /// <summary>Reads a line of <c>authorized_keys</c>; null when it is no RSA or ED25519 key.</summary>
    public static SshPublicKey? Parse(string text)
    {
        var parts = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length < 2 || parts[0] is not (RsaName or Ed25519Name)) return null;
        var blob = new byte[parts[1].Length];
        if (!Convert.TryFromBase64String(parts[1], blob, out var length)) return null;
        var key = new SshPublicKey(parts[0], blob[..length]);
        return key.IsWhole() ? key : null;
    }

    /// <summary>A length-prefixed field.</summary>
    public static byte[] Field(ReadOnlySpan<byte> value)
    {
        var field = new byte[4 + value.Length];
        BinaryPrimitives.WriteInt32BigEndian(field, value.Length);
        value.CopyTo(field.AsSpan(4));
        return field;
    }

    private bool IsWhole()
    {
        var fields = Fields();
        return fields.Count == (KeyType == RsaName ? 3 : 2)
            && Encoding.ASCII.GetString(fields[0]) == KeyType
            && (KeyType == RsaName || fields[1].Length == 32);
    }

    /// <summary>The key that things are sealed with; of RSA keys only.</summary>
    public RSA ToRsa()
    {
        var fields = Fields();
        var modulus = fields[2][0] == 0 ? fields[2][1..] : fields[2];
        return RSA.Create(new RSAParameters { Exponent = fields[1], Modulus = modulus });
    }

    private List<byte[]> Fields()
    {
        var fields = new List<byte[]>();
        for (var at = 0; at + 4 <= Blob.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(Blob.AsSpan(at));
            if (length < 0 || at + 4 + length > Blob.Length) return [];
            fields.Add(Blob[(at + 4)..(at + 4 + length)]);
            at += 4 + length;
        }

        return fields;
    }

    /// <summary>Numbers are signed: one whose top bit is set gets a zero byte before it.</summary>
    private static byte[] Integer(byte[] value) => Field(value[0] >= 0x80 ? [0, .. value] : value);

    private static string HexPairs(byte[] hash) => string.Join(':', hash.Select(one => one.ToString("x2")));
}
