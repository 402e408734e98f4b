using System.Buffers.Binary;
using System.Text;

namespace Virga.Fabric.Protocol;

/// <summary>
/// Reads and writes frames: length of the rest (4 bytes), kind (1), stream (4), payload; little-endian. Writers may be
/// many, the reader is one.
/// </summary>
internal sealed class FrameChannel(Stream stream) : IAsyncDisposable
{
    private const int HeaderLength = 9;

    /// <summary>A state of many thousand interfaces is some megabytes; more than this is not our peer.</summary>
    private const int PayloadLimit = 256 * 1024 * 1024;

    /// <summary>How much is quoted of what is no frame, and how long is waited for it.</summary>
    private const int TextLimit = 400;

    private static readonly TimeSpan TextPatience = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim writing = new(1, 1);
    private readonly byte[] header = new byte[HeaderLength];

    public async Task WriteAsync(Frame frame, CancellationToken cancellation)
    {
        var message = new byte[HeaderLength + frame.Payload.Length];
        BinaryPrimitives.WriteInt32LittleEndian(message, HeaderLength - 4 + frame.Payload.Length);
        message[4] = (byte)frame.Kind;
        BinaryPrimitives.WriteUInt32LittleEndian(message.AsSpan(5), frame.Stream);
        frame.Payload.Span.CopyTo(message.AsSpan(HeaderLength));
        await writing.WaitAsync(cancellation);
        try
        {
            await stream.WriteAsync(message, cancellation);
            await stream.FlushAsync(cancellation);
        }
        finally
        {
            writing.Release();
        }
    }

    /// <summary>Null at the end of the stream.</summary>
    public async Task<Frame?> ReadAsync(CancellationToken cancellation)
    {
        var read = await stream.ReadAtLeastAsync(header, HeaderLength, throwOnEndOfStream: false, cancellation);
        if (read < HeaderLength)
            return null;
        var length = BinaryPrimitives.ReadInt32LittleEndian(header) - (HeaderLength - 4);
        if (length is < 0 or > PayloadLimit)
            throw new InvalidDataException(
                $"the other side does not speak this protocol; it says: {await ReadTextAsync(cancellation)}");
        var payload = new byte[length];
        await stream.ReadExactlyAsync(payload, cancellation);
        return new Frame((FrameKind)header[4], BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(5)), payload);
    }

    /// <summary>An engine that cannot start the agent writes why where the first frame should be.</summary>
    private async Task<string> ReadTextAsync(CancellationToken cancellation)
    {
        var bytes = new byte[TextLimit];
        header.CopyTo(bytes, 0);
        var length = HeaderLength;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(TextPatience);
        try
        {
            length += await stream.ReadAtLeastAsync(
                bytes.AsMemory(length), TextLimit - length, throwOnEndOfStream: false, patience.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            length = Math.Max(length, Array.FindLastIndex(bytes, one => one != 0) + 1);
        }

        return new([.. Encoding.UTF8.GetString(bytes, 0, length).Select(one => char.IsControl(one) ? ' ' : one)]);
    }

    public ValueTask DisposeAsync() => stream.DisposeAsync();
}
