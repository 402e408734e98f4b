using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Virga.Docker.Ssh;

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
