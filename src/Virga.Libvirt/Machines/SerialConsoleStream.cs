using Virga.Libvirt.Interop;

namespace Virga.Libvirt.Machines;

/// <summary>
/// A serial port as a stream. libvirt's stream is asked and never waited for, so that either side can end it at any
/// moment: a call that waits inside of the library can not be broken off safely.
/// </summary>
internal sealed class SerialConsoleStream(ISerialPort stream, TimeProvider time, Action ended) : Stream
{
    /// <summary>A fraction of what a person feels, and next to no work while nothing is said.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly Lock gate = new();
    private bool isClosed;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(
        Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            if (TryRead(buffer.Span) is { } count)
            {
                // Whoever was here may be slow to leave, or gone without a word; the port is free for the next.
                if (count == 0) Dispose();
                return count;
            }

            await Task.Delay(Pause, time, cancellationToken).ConfigureAwait(false);
        }
    }

    public override async ValueTask WriteAsync(
        ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (!buffer.IsEmpty)
        {
            var sent = TryWrite(buffer.Span);
            buffer = buffer[sent..];
            if (sent == 0) await Task.Delay(Pause, time, cancellationToken).ConfigureAwait(false);
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        lock (gate)
        {
            if (isClosed) return;
            isClosed = true;
            stream.Dispose();
        }

        ended();
        base.Dispose(disposing);
    }

    /// <summary>Null while there is nothing; 0 at the end, which a machine that is switched off is too.</summary>
    private int? TryRead(Span<byte> buffer)
    {
        lock (gate)
        {
            if (isClosed) return 0;
            try
            {
                return stream.TryRead(buffer);
            }
            catch (LibvirtException)
            {
                return 0;
            }
        }
    }

    /// <exception cref="IOException">The machine takes no more.</exception>
    private int TryWrite(ReadOnlySpan<byte> data)
    {
        lock (gate)
        {
            if (isClosed) throw new IOException("the serial console is closed");
            try
            {
                return stream.TryWrite(data);
            }
            catch (LibvirtException gone)
            {
                throw new IOException(gone.Message, gone);
            }
        }
    }
}
