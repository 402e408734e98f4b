using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;

namespace Virga.Fabric.Protocol;

/// <summary>
/// One connection inside the stream between emulator and agent. Each side may send as much as the other has room for,
/// so a slow reader stops its own tunnel and no other.
/// </summary>
internal sealed class Tunnel(Multiplexer owner, uint id) : Stream
{
    /// <summary>Bytes under way in one direction.</summary>
    public const int WindowBytes = 512 * 1024;

    private const int ChunkBytes = 32 * 1024;

    private readonly Pipe arrived = new(new PipeOptions(pauseWriterThreshold: 0, useSynchronizationContext: false));
    private readonly CreditGate credit = new(WindowBytes);
    private readonly TaskCompletionSource<string> opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int taken;
    private bool hasSentEnd;
    private bool hasReceivedEnd;
    private bool isReset;
    private bool isClosed;

    public uint Id { get; } = id;

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Empty when the other side is connected, or its error.</summary>
    public Task<string> Opened => opened.Task;

    /// <summary>Called on the agent's side when the emulator limits the hops of what follows.</summary>
    public Action<int>? HopLimitChanged { get; set; }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var result = await arrived.Reader.ReadAsync(cancellationToken);
        var count = (int)Math.Min(buffer.Length, result.Buffer.Length);
        result.Buffer.Slice(0, count).CopyTo(buffer.Span);
        arrived.Reader.AdvanceTo(result.Buffer.GetPosition(count));
        taken += count;
        if (taken >= WindowBytes / 2)
        {
            var grant = new byte[4];
            BinaryPrimitives.WriteInt32LittleEndian(grant, taken);
            taken = 0;
            await owner.SendAsync(new Frame(FrameKind.Window, Id, grant), cancellationToken);
        }

        return count;
    }

    public override async ValueTask WriteAsync(
        ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (buffer.Length > 0)
        {
            var count = await credit.TakeAsync(Math.Min(buffer.Length, ChunkBytes), cancellationToken);
            await owner.SendAsync(new Frame(FrameKind.Data, Id, buffer[..count]), cancellationToken);
            buffer = buffer[count..];
        }
    }

    /// <summary>Ends this side's direction; the other may go on.</summary>
    public async Task EndAsync()
    {
        if (hasSentEnd || isClosed)
            return;
        hasSentEnd = true;
        await owner.SendAsync(new Frame(FrameKind.End, Id, default), CancellationToken.None);
    }

    /// <summary>Tells the other side whether its connection is made: empty, or why not.</summary>
    public Task AnswerOpenAsync(ReadOnlyMemory<byte> text) => owner.TrySendAsync(new Frame(FrameKind.Opened, Id, text));

    public Task LimitHopsAsync(int hops, CancellationToken cancellation) =>
        owner.SendAsync(new Frame(FrameKind.HopLimit, Id, new[] { (byte)hops }), cancellation);

    public override async ValueTask DisposeAsync()
    {
        if (isClosed)
            return;
        isClosed = true;
        owner.Remove(Id);
        Break("the tunnel was closed");
        if (!isReset && (!hasSentEnd || !hasReceivedEnd))
            await owner.TrySendAsync(new Frame(FrameKind.Reset, Id, default));
        await base.DisposeAsync();
    }

    /// <summary>What the other side sent.</summary>
    public async Task ReceiveAsync(Frame frame)
    {
        switch (frame.Kind)
        {
            case FrameKind.Data:
                await arrived.Writer.WriteAsync(frame.Payload);
                break;
            case FrameKind.Window:
                credit.Give(BinaryPrimitives.ReadInt32LittleEndian(frame.Payload.Span));
                break;
            case FrameKind.End:
                hasReceivedEnd = true;
                await arrived.Writer.CompleteAsync();
                break;
            case FrameKind.Opened:
                opened.TrySetResult(System.Text.Encoding.UTF8.GetString(frame.Payload.Span));
                break;
            case FrameKind.HopLimit:
                HopLimitChanged?.Invoke(frame.Payload.Span[0]);
                break;
            default:
                isReset = true;
                owner.Remove(Id);
                Break("the other side closed the connection");
                break;
        }
    }

    public void Break(string reason)
    {
        var failure = new IOException(reason);
        opened.TrySetResult(reason);
        credit.Break(failure);
        arrived.Writer.Complete(hasReceivedEnd ? null : failure);
    }

    public override int Read(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException("read asynchronously");

    public override void Write(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException("write asynchronously");

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
