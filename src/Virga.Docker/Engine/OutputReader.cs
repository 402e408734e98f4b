using System.Buffers.Binary;

namespace Virga.Docker.Engine;

/// <summary>Which of a process's streams a piece of output comes from; the numbers are the engine's.</summary>
internal enum OutputKind
{
    StandardInput = 0,
    StandardOutput = 1,
    StandardError = 2,
}

/// <summary>A piece of output. The bytes are valid until the next read.</summary>
internal readonly record struct OutputChunk(OutputKind Kind, ReadOnlyMemory<byte> Bytes)
{
    public bool IsEnd => Bytes.IsEmpty;
}

/// <summary>The output of a container or an exec, piece by piece.</summary>
internal abstract class OutputReader
{
    /// <summary>The next piece; an empty one at the end. Throws <see cref="DockerEngineException"/>.</summary>
    public async ValueTask<OutputChunk> ReadAsync(CancellationToken cancellation)
    {
        try
        {
            return await ReadPieceAsync(cancellation);
        }
        catch (Exception error)
        {
            cancellation.ThrowIfCancellationRequested();
            throw EngineTransport.Failure("output", error);
        }
    }

    protected abstract ValueTask<OutputChunk> ReadPieceAsync(CancellationToken cancellation);
}

/// <summary>Output of a process with a terminal: raw bytes, all of them standard output.</summary>
internal sealed class TerminalOutput(Func<Memory<byte>, CancellationToken, ValueTask<int>> read) : OutputReader
{
    private readonly byte[] buffer = new byte[16 * 1024];

    protected override async ValueTask<OutputChunk> ReadPieceAsync(CancellationToken cancellation)
    {
        var count = await read(buffer, cancellation);
        return new(OutputKind.StandardOutput, buffer.AsMemory(0, count));
    }
}

/// <summary>
/// Output of a process without a terminal: frames of an 8-byte header (stream, three zeros, big-endian length) and a
/// payload. A payload longer than the buffer is handed out in pieces, so a hostile length costs no memory.
/// Source: Docker Engine API, "Attach to a container", stream format.
/// </summary>
internal sealed class MultiplexedOutput(Func<Memory<byte>, CancellationToken, ValueTask<int>> read) : OutputReader
{
    private const int HeaderBytes = 8;

    private readonly byte[] header = new byte[HeaderBytes];
    private readonly byte[] buffer = new byte[16 * 1024];
    private OutputKind kind;
    private long remaining;

    protected override async ValueTask<OutputChunk> ReadPieceAsync(CancellationToken cancellation)
    {
        while (remaining == 0)
        {
            if (!await ReadHeaderAsync(cancellation)) return default;
        }
        var want = (int)Math.Min(remaining, buffer.Length);
        var count = await read(buffer.AsMemory(0, want), cancellation);
        if (count == 0) throw new EndOfStreamException("The engine broke off within a frame of output.");
        remaining -= count;
        return new(kind, buffer.AsMemory(0, count));
    }

    private async ValueTask<bool> ReadHeaderAsync(CancellationToken cancellation)
    {
        for (var have = 0; have < HeaderBytes;)
        {
            var count = await read(header.AsMemory(have), cancellation);
            if (count == 0 && have == 0) return false;
            if (count == 0) throw new EndOfStreamException("The engine broke off within a header of output.");
            have += count;
        }
        if (header[0] > 2 || header[1] != 0 || header[2] != 0 || header[3] != 0)
            throw new InvalidDataException("The engine's output is not multiplexed as announced.");
        kind = (OutputKind)header[0];
        remaining = BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(4));
        return true;
    }
}
