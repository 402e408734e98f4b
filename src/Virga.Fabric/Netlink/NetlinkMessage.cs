using System.Buffers.Binary;
using System.Net;
using System.Text;

namespace Virga.Fabric.Netlink;

/// <summary>
/// Builds one netlink request: a header of 16 bytes, a fixed part, attributes of (length, type, value) padded to four
/// bytes (man 7 netlink). All numbers in the machine's order, which is little-endian wherever this runs.
/// </summary>
internal sealed class NetlinkMessage
{
    private const int HeaderLength = 16;
    private readonly byte[] buffer = new byte[512];
    private readonly Stack<int> nested = new();
    private int length = HeaderLength;

    public NetlinkMessage(ushort type, ushort flags)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(buffer.AsSpan(4), type);
        BinaryPrimitives.WriteUInt16LittleEndian(buffer.AsSpan(6), flags);
    }

    /// <summary>The fixed part of the message's kind.</summary>
    public NetlinkMessage Fixed(params ReadOnlySpan<byte> data)
    {
        data.CopyTo(buffer.AsSpan(length));
        length = Aligned(length + data.Length);
        return this;
    }

    /// <summary>struct ifinfomsg.</summary>
    public NetlinkMessage Link(int index, uint flags = 0, uint change = 0)
    {
        Span<byte> part = stackalloc byte[16];
        part.Clear();
        BinaryPrimitives.WriteInt32LittleEndian(part[4..], index);
        BinaryPrimitives.WriteUInt32LittleEndian(part[8..], flags);
        BinaryPrimitives.WriteUInt32LittleEndian(part[12..], change);
        return Fixed(part);
    }

    public NetlinkMessage Add(ushort type, ReadOnlySpan<byte> value)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(buffer.AsSpan(length), (ushort)(4 + value.Length));
        BinaryPrimitives.WriteUInt16LittleEndian(buffer.AsSpan(length + 2), type);
        value.CopyTo(buffer.AsSpan(length + 4));
        length = Aligned(length + 4 + value.Length);
        return this;
    }

    public NetlinkMessage Add(ushort type, uint value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        return Add(type, bytes);
    }

    public NetlinkMessage Add(ushort type, ulong value)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
        return Add(type, bytes);
    }

    public NetlinkMessage Add(ushort type, string text) => Add(type, Encoding.ASCII.GetBytes(text + "\0"));

    public NetlinkMessage Add(ushort type, IPAddress address) => Add(type, address.GetAddressBytes());

    public NetlinkMessage AddMac(ushort type, string mac) => Add(type, MacBytes(mac));

    public NetlinkMessage Begin(ushort type)
    {
        nested.Push(length);
        BinaryPrimitives.WriteUInt16LittleEndian(buffer.AsSpan(length + 2), type);
        length += 4;
        return this;
    }

    public NetlinkMessage End()
    {
        var start = nested.Pop();
        BinaryPrimitives.WriteUInt16LittleEndian(buffer.AsSpan(start), (ushort)(length - start));
        return this;
    }

    public ReadOnlySpan<byte> Finish(uint sequence)
    {
        BinaryPrimitives.WriteInt32LittleEndian(buffer, length);
        BinaryPrimitives.WriteUInt32LittleEndian(buffer.AsSpan(8), sequence);
        return buffer.AsSpan(0, length);
    }

    public static byte[] MacBytes(string mac) => Convert.FromHexString(mac.Replace(":", "", StringComparison.Ordinal));

    public static int Aligned(int value) => (value + 3) & ~3;
}
