using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Virga.Metadata;

/// <summary>
/// IMDSv2 session tokens without a table: a token is its expiry and a MAC over expiry, salt and instance, so that any
/// number of them costs no memory, a storm of PUTs cannot race, and a token of one instance is worth nothing to
/// another.
/// </summary>
/// <param name="key">32 secret bytes; tokens of another key are refused.</param>
/// <param name="prefixLength">8 for the form of EC2 (40 bytes, 56 characters "AQAE…=="), 0 for the mock's (32 bytes,
/// 44 characters).</param>
internal sealed class SessionTokens(Lazy<byte[]> key, int prefixLength)
{
    /// <summary>The longest life in seconds (6 hours), AWS User Guide, "Use IMDSv2".</summary>
    public const int MaxTtlSeconds = 21600;

    private const int ExpiryBytes = 5;
    private const int SaltBytes = 3;
    private const int MacBytes = 24;
    private const int Longest = 40;

    private readonly int _bytes = prefixLength + ExpiryBytes + SaltBytes + MacBytes;

    /// <summary>Characters of a token.</summary>
    public int Length => (_bytes + 2) / 3 * 4;

    /// <summary>With a key that lives as long as the process. It is made for the first token: until then, the library
    /// for cryptography (3.4 MB resident) is not loaded.</summary>
    public static SessionTokens WithNewKey(int prefixLength) =>
        new(new Lazy<byte[]>(() => RandomNumberGenerator.GetBytes(32)), prefixLength);

    /// <summary>Makes a token for an instance; <paramref name="destination"/> holds <see cref="Length"/>
    /// bytes.</summary>
    public void Issue(string instanceId, DateTimeOffset expiry, Span<byte> destination)
    {
        Span<byte> token = stackalloc byte[Longest];
        token = token[.._bytes];
        RandomNumberGenerator.Fill(token[..(prefixLength + ExpiryBytes + SaltBytes)]);
        if (prefixLength >= 3) "\u0001\0\u0004"u8.CopyTo(token);
        WriteExpiry(token.Slice(prefixLength, ExpiryBytes), expiry.ToUnixTimeSeconds());
        Mac(token[..^MacBytes], instanceId, token[^MacBytes..]);
        Base64.EncodeToUtf8(token, destination, out _, out _);
        if (prefixLength > 0) ToUrlAlphabet(destination);
    }

    /// <summary>When a token of this instance expires (Unix seconds), or null when it is not one.</summary>
    public long? Expiry(string instanceId, ReadOnlySpan<byte> text)
    {
        if (text.Length != Length) return null;
        Span<byte> copy = stackalloc byte[Longest / 3 * 4 + 4];
        copy = copy[..text.Length];
        text.CopyTo(copy);
        if (prefixLength > 0) FromUrlAlphabet(copy);
        Span<byte> token = stackalloc byte[Longest + 2];
        if (Base64.DecodeFromUtf8(copy, token, out _, out var written) != System.Buffers.OperationStatus.Done
            || written != _bytes) return null;
        token = token[..written];
        Span<byte> mac = stackalloc byte[MacBytes];
        Mac(token[..^MacBytes], instanceId, mac);
        if (!CryptographicOperations.FixedTimeEquals(mac, token[^MacBytes..])) return null;
        return ReadExpiry(token.Slice(prefixLength, ExpiryBytes));
    }

    private void Mac(ReadOnlySpan<byte> signed, string instanceId, Span<byte> destination)
    {
        Span<byte> message = stackalloc byte[Longest + 256];
        signed.CopyTo(message);
        var length = signed.Length + Encoding.UTF8.GetBytes(instanceId, message[signed.Length..]);
        Span<byte> hash = stackalloc byte[32];
        HMACSHA256.HashData(key.Value, message[..length], hash);
        hash[..MacBytes].CopyTo(destination);
    }

    private static void WriteExpiry(Span<byte> destination, long seconds)
    {
        destination[0] = (byte)(seconds >> 32);
        BinaryPrimitives.WriteUInt32BigEndian(destination[1..], (uint)seconds);
    }

    private static long ReadExpiry(ReadOnlySpan<byte> source) =>
        ((long)source[0] << 32) | BinaryPrimitives.ReadUInt32BigEndian(source[1..]);

    private static void ToUrlAlphabet(Span<byte> text)
    {
        text.Replace((byte)'+', (byte)'-');
        text.Replace((byte)'/', (byte)'_');
    }

    private static void FromUrlAlphabet(Span<byte> text)
    {
        text.Replace((byte)'-', (byte)'+');
        text.Replace((byte)'_', (byte)'/');
    }
}
