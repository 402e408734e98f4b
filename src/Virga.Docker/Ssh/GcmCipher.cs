using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Virga.Docker.Ssh;

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
