using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Virga.Fabric.Netlink;

/// <summary>
/// An rtnetlink socket of one network namespace. It belongs to the namespace it was made in, whichever thread uses it
/// afterwards. Calls block for the kernel's answer, which comes at once; not for use by two threads at a time.
/// </summary>
internal sealed unsafe class RouteSocket : IDisposable
{
    private const int SolNetlink = 270;
    private const int ExtendedAcknowledgement = 11;

    /// <summary>The kernel fills at most 32 KiB of a dump at a time.</summary>
    public const int BufferLength = 64 * 1024;

    private const ushort Error = 2;
    private const ushort Done = 3;
    private const ushort ErrorMessageAttribute = 1;

    private readonly byte[] buffer;
    private readonly int descriptor;
    private uint sequence;

    /// <param name="descriptor">A socket(2) of family netlink, made inside the namespace.</param>
    /// <param name="buffer">Shared by all sockets of one thread of work.</param>
    public RouteSocket(int descriptor, byte[] buffer)
    {
        this.buffer = buffer;
        this.descriptor = descriptor;
        var on = 1;
        _ = Native.SetOption(descriptor, SolNetlink, ExtendedAcknowledgement, &on, sizeof(int));
    }

    public static int Open() =>
        Native.Socket(Native.AddressFamilyNetlink, Native.SocketRaw | Native.CloseOnExec, 0) is var made and >= 0
            ? made
            : throw Native.Failure("netlink socket");

    /// <summary>Sends a request that changes something and waits for its acknowledgement.</summary>
    /// <exception cref="NetlinkException">The kernel refused; the message is the kernel's own where it gives
    /// one.</exception>
    public void Request(NetlinkMessage message, string what)
    {
        var errno = TryRequest(message, out var detail);
        if (errno != 0)
            throw new NetlinkException(what, errno, detail);
    }

    /// <summary>The same, with the error as a number for those that are expected.</summary>
    public int TryRequest(NetlinkMessage message, out string detail)
    {
        Transmit(message);
        detail = "";
        while (true)
        {
            foreach (var (type, start, end) in Receive())
            {
                if (type != Error)
                    continue;
                var errno = -BinaryPrimitives.ReadInt32LittleEndian(buffer.AsSpan(start));
                // The request's own header follows the number; its payload only if it was not capped.
                var echoed = BinaryPrimitives.ReadInt32LittleEndian(buffer.AsSpan(start + 4));
                var attributes = start + 4 + (errno == 0 ? 16 : NetlinkMessage.Aligned(echoed));
                if (errno != 0 && attributes < end)
                    detail = new NetlinkAttributes(buffer.AsSpan(attributes..end)).Text(ErrorMessageAttribute);
                return errno;
            }
        }
    }

    /// <summary>Asks for a list; the callback sees each message's payload.</summary>
    public void Dump(NetlinkMessage message, DumpReader reader)
    {
        Transmit(message);
        while (true)
        {
            foreach (var (type, start, end) in Receive())
            {
                if (type == Done)
                    return;
                if (type == Error)
                    throw new NetlinkException(
                        "dump", -BinaryPrimitives.ReadInt32LittleEndian(buffer.AsSpan(start)), "");
                reader(type, buffer.AsSpan(start..end));
            }
        }
    }

    /// <summary>Asks for one object: false if the kernel has none.</summary>
    public bool Get(NetlinkMessage message, DumpReader reader)
    {
        Transmit(message);
        foreach (var (type, start, end) in Receive())
        {
            if (type == Error)
                return false;
            reader(type, buffer.AsSpan(start..end));
        }

        return true;
    }

    public void Dispose() => _ = Native.Close(descriptor);

    private void Transmit(NetlinkMessage message)
    {
        var data = message.Finish(++sequence);
        fixed (byte* start = data)
        {
            if (Native.Send(descriptor, start, data.Length, 0) < 0)
                throw Native.Failure("send to rtnetlink");
        }
    }

    /// <summary>One datagram, as (type, start, end) of each payload of ours in the buffer.</summary>
    private List<(ushort Type, int Start, int End)> Receive()
    {
        nint length;
        fixed (byte* start = buffer)
            length = Native.Receive(descriptor, start, buffer.Length, 0);
        if (length < 0)
            throw Native.Failure("receive from rtnetlink");

        var messages = new List<(ushort, int, int)>();
        for (var at = 0; at + 16 <= length;)
        {
            var size = BinaryPrimitives.ReadInt32LittleEndian(buffer.AsSpan(at));
            var type = BinaryPrimitives.ReadUInt16LittleEndian(buffer.AsSpan(at + 4));
            if (BinaryPrimitives.ReadUInt32LittleEndian(buffer.AsSpan(at + 8)) == sequence)
                messages.Add((type, at + 16, at + size));
            at += NetlinkMessage.Aligned(size);
        }

        return messages;
    }

    /// <summary>Sees the payload of one message of a dump.</summary>
    public delegate void DumpReader(ushort type, ReadOnlySpan<byte> payload);
}

/// <summary>The kernel refused a request; the text names what was asked, errno and the kernel's own words.</summary>
internal sealed class NetlinkException(string what, int errno, string detail)
    : IOException(
        $"{what}: {(detail.Length > 0 ? detail + ", " : "")}{Marshal.GetPInvokeErrorMessage(errno)} (errno {errno})")
{
    public int Errno { get; } = errno;
}
