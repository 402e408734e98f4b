using System.Globalization;

namespace Virga.Docker.Engine;

/// <summary>The body of an answer as a stream: chunked, of a stated length, or up to the connection's end.</summary>
internal sealed class ResponseBody : Stream
{
    private const int MaxChunkLineBytes = 1024;
    private const long Unbounded = long.MaxValue;

    private readonly EngineConnection connection;
    private readonly bool isChunked;
    private long remaining;
    private bool isFirstChunk = true;
    private bool isAtEnd;

    public ResponseBody(EngineConnection connection, ResponseHead head)
    {
        this.connection = connection;
        isChunked = head.IsChunked;
        remaining = isChunked ? 0 : head.ContentLength ?? Unbounded;
        isAtEnd = head.HasNoBody;
    }

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> target, CancellationToken cancellationToken = default)
    {
        if (isAtEnd || target.Length == 0) return 0;
        if (remaining == 0)
        {
            if (isChunked) remaining = await ReadChunkSizeAsync(cancellationToken);
            if (remaining == 0)
            {
                isAtEnd = true;
                return 0;
            }
        }
        if (target.Length > remaining) target = target[..(int)remaining];
        var count = await connection.ReadAsync(target, cancellationToken);
        if (count > 0)
        {
            if (remaining != Unbounded) remaining -= count;
            return count;
        }
        isAtEnd = true;
        if (remaining != Unbounded) throw new EndOfStreamException("The engine broke off its answer.");
        return 0;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException("The engine's answers are read asynchronously.");

    public override void Flush() { }
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) connection.Dispose();
        base.Dispose(disposing);
    }

    private async ValueTask<long> ReadChunkSizeAsync(CancellationToken cancellation)
    {
        if (!isFirstChunk) await connection.ReadLineAsync(MaxChunkLineBytes, cancellation);
        isFirstChunk = false;
        var line = await connection.ReadLineAsync(MaxChunkLineBytes, cancellation);
        var size = line.Split(';', 2)[0].Trim();
        return long.TryParse(size, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            && value >= 0 ? value : throw new InvalidDataException("The engine's answer has a malformed chunk.");
    }
}
