using System.Buffers.Binary;
using Virga.Docker.Ssh;
using Xunit;

namespace Virga.Tests.Docker.Ssh;

public sealed class PacketCipherTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_one_side_protects_the_other_uncovers_packet_after_packet(bool isGcm)
    {
        using var writer = Make(isGcm);
        using var reader = Make(isGcm);
        for (uint sequence = 0; sequence < 300; sequence++)
        {
            var packet = Packet(writer, (byte)sequence);
            writer.Protect(packet, sequence);

            Assert.Equal(28, reader.LengthOf(packet.AsSpan(0, reader.HeadBytes)));
            reader.Uncover(packet, sequence);

            Assert.Equal((byte)sequence, packet[5]);
        }
    }

    [Theory]
    [InlineData(true, 6)]
    [InlineData(true, 40)]
    [InlineData(false, 20)]
    [InlineData(false, 60)]
    public void A_packet_that_was_changed_ends_it(bool isGcm, int at)
    {
        using var writer = Make(isGcm);
        using var reader = Make(isGcm);
        var packet = Packet(writer, 1);
        writer.Protect(packet, 0);
        packet[at] ^= 1;

        reader.LengthOf(packet.AsSpan(0, reader.HeadBytes));

        Assert.Throws<SshException>(() => reader.Uncover(packet, 0));
    }

    private static PacketCipher Make(bool isGcm) =>
        isGcm ? new GcmCipher(new byte[16], new byte[12]) : new CounterCipher(new byte[32], new byte[16], new byte[32]);

    private static byte[] Packet(PacketCipher cipher, byte content)
    {
        var packet = new byte[32 + cipher.TagBytes];
        BinaryPrimitives.WriteInt32BigEndian(packet, 28);
        packet[4] = 4;
        packet[5] = content;
        return packet;
    }
}
