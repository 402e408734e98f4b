using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace Virga.Ec2.KeyPairs;

/// <summary>
/// Makes ED25519 keys: the framework has no such curve. Only the public half of a seed is computed (RFC 8032, section
/// 5.1.5), once for each CreateKeyPair; nothing is signed or verified with it, and it makes no claim to constant time.
/// </summary>
internal static class Ed25519
{
    private static readonly BigInteger P = BigInteger.Pow(2, 255) - 19;
    private static readonly BigInteger D = Mod(-121665 * Inverse(121666));

    private static readonly (BigInteger X, BigInteger Y) Base = (
        BigInteger.Parse("15112221349535400772501151409588531511454012693041857206046113283949847762202"),
        Mod(4 * Inverse(5)));

    /// <summary>The 32-byte public key of a 32-byte seed.</summary>
    public static byte[] PublicKey(ReadOnlySpan<byte> seed)
    {
        var hash = SHA512.HashData(seed)[..32];
        hash[0] &= 0xf8;
        hash[31] = (byte)((hash[31] & 0x7f) | 0x40);
        var (x, y) = Multiply(Base, new(hash, isUnsigned: true));
        var encoded = new byte[32];
        y.ToByteArray(isUnsigned: true).CopyTo(encoded, 0);
        if (!x.IsEven) encoded[31] |= 0x80;
        return encoded;
    }

    /// <summary>The private key in OpenSSH's own form (PROTOCOL.key of OpenSSH), as EC2 hands it out.</summary>
    public static string PrivateKeyText(ReadOnlySpan<byte> seed, ReadOnlySpan<byte> check)
    {
        var publicKey = PublicKey(seed);
        var publicBlob = SshPublicKey.OfEd25519(publicKey).Blob;
        byte[] secret =
        [
            .. check, .. check, .. publicBlob,
            .. SshPublicKey.Field([.. seed, .. publicKey]), .. SshPublicKey.Field([]),
        ];
        var padding = Enumerable.Range(1, (8 - (secret.Length % 8)) % 8).Select(one => (byte)one);
        byte[] file =
        [
            .. "openssh-key-v1\0"u8, .. SshPublicKey.Field("none"u8), .. SshPublicKey.Field("none"u8),
            .. SshPublicKey.Field([]), 0, 0, 0, 1, .. SshPublicKey.Field(publicBlob),
            .. SshPublicKey.Field([.. secret, .. padding]),
        ];
        var text = new StringBuilder("-----BEGIN OPENSSH PRIVATE KEY-----\n");
        foreach (var line in Convert.ToBase64String(file).Chunk(70)) text.Append(line).Append('\n');
        return text.Append("-----END OPENSSH PRIVATE KEY-----").ToString();
    }

    private static BigInteger Mod(BigInteger value)
    {
        var rest = value % P;
        return rest.Sign < 0 ? rest + P : rest;
    }

    private static BigInteger Inverse(BigInteger value) => BigInteger.ModPow(Mod(value), P - 2, P);

    private static (BigInteger X, BigInteger Y) Add((BigInteger X, BigInteger Y) a, (BigInteger X, BigInteger Y) b)
    {
        var product = Mod(D * a.X * b.X * a.Y * b.Y);
        return (
            Mod((a.X * b.Y + b.X * a.Y) * Inverse(1 + product)),
            Mod((a.Y * b.Y + a.X * b.X) * Inverse(1 - product)));
    }

    private static (BigInteger X, BigInteger Y) Multiply((BigInteger X, BigInteger Y) point, BigInteger times)
    {
        var sum = (X: BigInteger.Zero, Y: BigInteger.One);
        for (var left = times; left > 0; left >>= 1)
        {
            if (!left.IsEven) sum = Add(sum, point);
            point = Add(point, point);
        }

        return sum;
    }
}
