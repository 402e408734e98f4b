using System.Buffers.Binary;
using System.Text;

namespace Virga.Fabric.Netlink;

/// <summary>Reads the attributes that follow the fixed part of a netlink message.</summary>
internal readonly ref struct NetlinkAttributes(ReadOnlySpan<byte> data)
{
    /// <summary>The two highest bits of a type are flags (nested, byte order).</summary>
    private const ushort TypeMask = 0x3fff;

    private readonly ReadOnlySpan<byte> data = data;

    /// <summary>The value of an attribute; empty if it is not there.</summary>
    public ReadOnlySpan<byte> this[ushort type]
    {
        get
        {
            var rest = data;
            while (rest.Length >= 4)
            {
                int length = BinaryPrimitives.ReadUInt16LittleEndian(rest);
                if (length < 4 || length > rest.Length)
                    return default;
                if ((BinaryPrimitives.ReadUInt16LittleEndian(rest[2..]) & TypeMask) == type)
                    return rest[4..length];
                rest = rest[Math.Min(NetlinkMessage.Aligned(length), rest.Length)..];
            }

            return default;
        }
    }

    public uint Number(ushort type, uint absent = 0)
    {
        var value = this[type];
        return value.Length >= 4 ? BinaryPrimitives.ReadUInt32LittleEndian(value) : absent;
    }

    public string Text(ushort type) => Encoding.ASCII.GetString(this[type].TrimEnd((byte)0));
}
