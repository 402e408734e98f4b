using System.Buffers.Binary;
using System.Text;

namespace Virga.Docker.Ssh;

/// <summary>Reads the fields of a message (RFC 4251, section 5). What is cut off throws.</summary>
internal sealed class SshReader(ReadOnlyMemory<byte> message)
{
    private int at;

    public byte Byte() => Take(1).Span[0];

    public bool Truth() => Byte() != 0;

    public uint Number() => BinaryPrimitives.ReadUInt32BigEndian(Take(4).Span);

    public ReadOnlyMemory<byte> Field()
    {
        var length = Number();
        return length <= message.Length ? Take((int)length) : throw Cut();
    }

    public string Text() => Encoding.UTF8.GetString(Field().Span);

    public string[] Names() => Text().Split(',', StringSplitOptions.RemoveEmptyEntries);

    public ReadOnlyMemory<byte> Take(int count)
    {
        if (count > message.Length - at) throw Cut();
        at += count;
        return message.Slice(at - count, count);
    }

    private static SshException Cut() => new("a message is cut off");
}
