using System.Buffers.Binary;

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
            throw new InvalidDataException($"a frame of {length} bytes: the other side does not speak this protocol");
        var payload = new byte[length];
        await stream.ReadExactlyAsync(payload, cancellation);
        return new Frame((FrameKind)header[4], BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(5)), payload);
    }

    public ValueTask DisposeAsync() => stream.DisposeAsync();
}
