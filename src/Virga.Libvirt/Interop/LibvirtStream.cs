namespace Virga.Libvirt.Interop;

/// <summary>Bytes to or from libvirt: of a volume, a console, a picture. Its calls block.</summary>
internal sealed unsafe class LibvirtStream : ISerialPort
{
    /// <summary>libvirt's protocol carries at most 256 KiB in a packet; larger pieces gain nothing.</summary>
    private const int PieceBytes = 256 * 1024;

    private const int WouldBlock = -2;

    private readonly StreamHandle handle;
    private bool isDone;

    internal LibvirtStream(StreamHandle handle) => this.handle = handle;

    internal StreamHandle Handle => handle;

    /// <summary>Reads what there is, at least one byte; 0 at the end.</summary>
    internal int Read(Span<byte> buffer)
    {
        fixed (byte* start = buffer)
        {
            var count = Native.virStreamRecv(handle, start, (nuint)buffer.Length);
            return count >= 0 ? count : throw Abandon("read a stream");
        }
    }

    /// <summary>
    /// For a stream that does not block: null while there is nothing, 0 at the end. Source: virStreamRecv, which
    /// answers -2 then.
    /// </summary>
    public int? TryRead(Span<byte> buffer)
    {
        if (isDone) return 0;
        fixed (byte* start = buffer)
        {
            var count = Native.virStreamRecv(handle, start, (nuint)buffer.Length);
            return count >= 0 ? count : count == WouldBlock ? null : throw Abandon("read a stream");
        }
    }

    /// <summary>For a stream that does not block: how much was taken, 0 while nothing is.</summary>
    public int TryWrite(ReadOnlySpan<byte> data)
    {
        var piece = data[..Math.Min(data.Length, PieceBytes)];
        fixed (byte* start = piece)
        {
            var sent = Native.virStreamSend(handle, start, (nuint)piece.Length);
            return sent >= 0 ? sent : sent == WouldBlock ? 0 : throw Abandon("write a stream");
        }
    }

    internal void Write(ReadOnlySpan<byte> data)
    {
        while (data.Length > 0)
        {
            var piece = data[..Math.Min(data.Length, PieceBytes)];
            int sent;
            fixed (byte* start = piece)
                sent = Native.virStreamSend(handle, start, (nuint)piece.Length);
            if (sent < 0)
                throw Abandon("write a stream");
            data = data[sent..];
        }
    }

    /// <summary>Waits until the other side has taken everything, and hears whether it succeeded.</summary>
    internal void Finish()
    {
        isDone = true;
        if (Native.virStreamFinish(handle) < 0)
            throw LibvirtException.OfLastCall("finish a stream");
    }

    internal byte[] ReadToEnd()
    {
        using var content = new MemoryStream();
        CopyTo(content);
        return content.ToArray();
    }

    internal void CopyTo(Stream target)
    {
        var buffer = new byte[PieceBytes];
        int count;
        while ((count = Read(buffer)) > 0)
            target.Write(buffer, 0, count);
        Finish();
    }

    internal void CopyFrom(Stream source)
    {
        var buffer = new byte[PieceBytes];
        int count;
        while ((count = source.Read(buffer)) > 0)
            Write(buffer.AsSpan(0, count));
        Finish();
    }

    /// <summary>Ends it from this side; whoever waits in <see cref="Read"/> comes back.</summary>
    internal void Abort()
    {
        if (isDone)
            return;
        isDone = true;
        _ = Native.virStreamAbort(handle);
    }

    public void Dispose()
    {
        if (handle.IsClosed)
            return;
        Abort();
        handle.Dispose();
    }

    private LibvirtException Abandon(string action)
    {
        var error = LibvirtException.OfLastCall(action);
        Abort();
        return error;
    }
}
