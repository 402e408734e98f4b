using System.Buffers.Binary;

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
