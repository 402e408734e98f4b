using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Virga.Docker.Ssh;

/// <summary>Protects the packets of one direction (RFC 4253, section 6).</summary>
internal abstract class PacketCipher : IDisposable
{
    /// <summary>Larger packets end the connection (RFC 4253, section 6.1, asks for 35,000).</summary>
    public const int MaxPacketBytes = 256 * 1024;

    /// <summary>Packets without any protection, before the first key exchange.</summary>
    public static PacketCipher None => new Plain();

    /// <summary>Bytes after the packet that authenticate it.</summary>
    public abstract int TagBytes { get; }

    /// <summary>What has to be read before the length is known.</summary>
    public abstract int HeadBytes { get; }

    /// <summary>Whether the length field counts for the padding.</summary>
    public abstract bool PadsLength { get; }

    /// <summary>Protects a packet in place; the tag's room is at its end.</summary>
    public abstract void Protect(Span<byte> packet, uint sequence);

    /// <summary>The value of the length field, from the head as it came. May decrypt it in place.</summary>
    public abstract int LengthOf(Span<byte> head);

    /// <summary>Uncovers a packet in place, of which the head went through <see cref="LengthOf"/>.</summary>
    /// <exception cref="SshException">It was changed on its way.</exception>
    public abstract void Uncover(Span<byte> packet, uint sequence);

    public virtual void Dispose()
    {
    }

    private sealed class Plain : PacketCipher
    {
        public override int TagBytes => 0;

        public override int HeadBytes => 4;

        public override bool PadsLength => true;

        public override void Protect(Span<byte> packet, uint sequence)
        {
        }

        public override int LengthOf(Span<byte> head) => BinaryPrimitives.ReadInt32BigEndian(head);

        public override void Uncover(Span<byte> packet, uint sequence)
        {
        }
    }
}

/// <summary>AES in Galois/counter mode as OpenSSH names and clients know it (RFC 5647; PROTOCOL of OpenSSH).</summary>
internal sealed class GcmCipher(byte[] key, byte[] nonce) : PacketCipher
{
    private const int Tag = 16;

    private readonly AesGcm aes = new(key, Tag);

    public override int TagBytes => Tag;

    public override int HeadBytes => 4;

    public override bool PadsLength => false;

    public override void Protect(Span<byte> packet, uint sequence)
    {
        var body = packet[4..^Tag];
        aes.Encrypt(nonce, body, body, packet[^Tag..], packet[..4]);
        Advance();
    }

    public override int LengthOf(Span<byte> head) => BinaryPrimitives.ReadInt32BigEndian(head);

    public override void Uncover(Span<byte> packet, uint sequence)
    {
        var body = packet[4..^Tag];
        try
        {
            aes.Decrypt(nonce, body, packet[^Tag..], body, packet[..4]);
        }
        catch (AuthenticationTagMismatchException)
        {
            throw new SshException("a packet was changed on its way");
        }

        Advance();
    }

    public override void Dispose()
    {
        aes.Dispose();
        base.Dispose();
    }

    /// <summary>The last eight bytes count packets (RFC 5647, section 7.1).</summary>
    private void Advance()
    {
        var counter = nonce.AsSpan(4);
        BinaryPrimitives.WriteUInt64BigEndian(counter, BinaryPrimitives.ReadUInt64BigEndian(counter) + 1);
    }
}

/// <summary>AES in counter mode with HMAC-SHA-256, for clients without the other (RFC 4344, RFC 6668).</summary>
internal sealed class CounterCipher : PacketCipher
{
    private const int Block = 16;
    private const int Tag = 32;

    private readonly Aes aes;
    private readonly byte[] counter;
    private readonly byte[] macKey;

    public CounterCipher(byte[] key, byte[] counter, byte[] macKey)
    {
        aes = Aes.Create();
        aes.Key = key;
        this.counter = counter;
        this.macKey = macKey;
    }

    public override int TagBytes => Tag;

    public override int HeadBytes => Block;

    public override bool PadsLength => true;

    public override void Protect(Span<byte> packet, uint sequence)
    {
        Sign(packet[..^Tag], sequence, packet[^Tag..]);
        Apply(packet[..^Tag]);
    }

    public override int LengthOf(Span<byte> head)
    {
        Apply(head);
        return BinaryPrimitives.ReadInt32BigEndian(head);
    }

    public override void Uncover(Span<byte> packet, uint sequence)
    {
        Span<byte> expected = stackalloc byte[Tag];
        Apply(packet[Block..^Tag]);
        Sign(packet[..^Tag], sequence, expected);
        if (!CryptographicOperations.FixedTimeEquals(expected, packet[^Tag..]))
            throw new SshException("a packet was changed on its way");
    }

    public override void Dispose()
    {
        aes.Dispose();
        base.Dispose();
    }

    private void Sign(ReadOnlySpan<byte> packet, uint sequence, Span<byte> tag)
    {
        var signed = new byte[4 + packet.Length];
        BinaryPrimitives.WriteUInt32BigEndian(signed, sequence);
        packet.CopyTo(signed.AsSpan(4));
        HMACSHA256.HashData(macKey, signed, tag);
    }

    /// <summary>The stream is the encrypted counter, block by block. Packets are whole blocks.</summary>
    private void Apply(Span<byte> bytes)
    {
        var stream = new byte[bytes.Length];
        for (var at = 0; at < stream.Length; at += Block)
        {
            counter.CopyTo(stream, at);
            for (var digit = Block - 1; digit >= 0 && ++counter[digit] == 0;) digit--;
        }

        aes.EncryptEcb(stream, stream, PaddingMode.None);
        for (var at = 0; at < stream.Length; at++) bytes[at] ^= stream[at];
    }
}
