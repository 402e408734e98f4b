using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace Virga.Ec2.KeyPairs;

/// <summary>
/// ED25519 keys: the framework has no such curve. The public half of a seed is computed, once for each CreateKeyPair,
/// and
/// signatures of clients are checked (RFC 8032, section 5.1). Nothing is signed, and it makes no claim to constant
/// time.
/// </summary>
internal static class Ed25519
{
    private const int HalfBytes = 32;

    private static readonly BigInteger P = BigInteger.Pow(2, 255) - 19;
    private static readonly BigInteger D = Mod(-121665 * Inverse(121666));
    private static readonly BigInteger Order =
        BigInteger.Pow(2, 252) + BigInteger.Parse("27742317777372353535851937790883648493");

    private static readonly BigInteger RootOfMinusOne = BigInteger.ModPow(2, (P - 1) / 4, P);

    private static readonly Point Base = Point.Of(
        BigInteger.Parse("15112221349535400772501151409588531511454012693041857206046113283949847762202"),
        Mod(4 * Inverse(5)));

    /// <summary>The 32-byte public key of a 32-byte seed.</summary>
    public static byte[] PublicKey(ReadOnlySpan<byte> seed)
    {
        var hash = SHA512.HashData(seed)[..HalfBytes];
        hash[0] &= 0xf8;
        hash[31] = (byte)((hash[31] & 0x7f) | 0x40);
        return Encode(Multiply(Base, new(hash, isUnsigned: true)));
    }

    /// <summary>Whether a signature of 64 bytes is this key's over these bytes.</summary>
    public static bool IsValid(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> signature, ReadOnlySpan<byte> data)
    {
        if (publicKey.Length != HalfBytes || signature.Length != 2 * HalfBytes) return false;
        var scalar = new BigInteger(signature[HalfBytes..], isUnsigned: true);
        if (scalar >= Order || Decode(publicKey) is not { } key) return false;
        byte[] hashed = [.. signature[..HalfBytes], .. publicKey, .. data];
        var challenge = new BigInteger(SHA512.HashData(hashed), isUnsigned: true) % Order;
        var difference = Add(Multiply(Base, scalar), Multiply(key.Negated(), challenge));
        return Encode(difference).AsSpan().SequenceEqual(signature[..HalfBytes]);
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

    private static Point? Decode(ReadOnlySpan<byte> encoded)
    {
        var bytes = encoded.ToArray();
        var isOdd = bytes[31] >= 0x80;
        bytes[31] &= 0x7f;
        var y = new BigInteger(bytes, isUnsigned: true);
        if (y >= P) return null;
        var square = Mod((y * y - 1) * Inverse(D * y * y + 1));
        var x = BigInteger.ModPow(square, (P + 3) / 8, P);
        if (Mod(x * x) != square) x = Mod(x * RootOfMinusOne);
        if (Mod(x * x) != square || (x.IsZero && isOdd)) return null;
        return Point.Of(x.IsEven == isOdd ? P - x : x, y);
    }

    private static byte[] Encode(Point point)
    {
        var inverse = Inverse(point.Z);
        var encoded = new byte[HalfBytes];
        Mod(point.Y * inverse).ToByteArray(isUnsigned: true).CopyTo(encoded, 0);
        if (!Mod(point.X * inverse).IsEven) encoded[31] |= 0x80;
        return encoded;
    }

    /// <summary>RFC 8032, section 5.1.4; it holds for equal points, too.</summary>
    private static Point Add(Point a, Point b)
    {
        var lower = Mod((a.Y - a.X) * (b.Y - b.X));
        var upper = Mod((a.Y + a.X) * (b.Y + b.X));
        var product = Mod(a.T * 2 * D * b.T);
        var twice = Mod(a.Z * 2 * b.Z);
        var (e, f, g, h) = (upper - lower, twice - product, twice + product, upper + lower);
        return new(Mod(e * f), Mod(g * h), Mod(f * g), Mod(e * h));
    }

    private static Point Multiply(Point point, BigInteger times)
    {
        var sum = Point.Of(0, 1);
        for (var left = times; left > 0; left >>= 1)
        {
            if (!left.IsEven) sum = Add(sum, point);
            point = Add(point, point);
        }

        return sum;
    }

    /// <summary>In extended homogeneous coordinates, so that adding needs no division.</summary>
    private readonly record struct Point(BigInteger X, BigInteger Y, BigInteger Z, BigInteger T)
    {
        public static Point Of(BigInteger x, BigInteger y) => new(x, y, 1, Mod(x * y));

        public Point Negated() => this with { X = Mod(-X), T = Mod(-T) };
    }
}
