namespace Virga.Docker.Engine;

/// <summary>
/// Cuts a stream of JSON documents at line ends. The engine writes a document a line (CRLF or LF), and flushes each.
/// </summary>
internal sealed class JsonLines(Stream source)
{
    /// <summary>A progress line is some hundred bytes, an event with many labels some KiB.</summary>
    private const int MaxLineBytes = 1024 * 1024;

    private byte[] buffer = new byte[4096];
    private int start;
    private int end;

    /// <summary>The next line, valid until the next call; empty at the end of the stream.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> ReadAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var at = buffer.AsSpan(start, end - start).IndexOf((byte)'\n');
            if (at >= 0)
            {
                var line = Trim(buffer.AsMemory(start, at));
                start += at + 1;
                if (!line.IsEmpty) return line;
                continue;
            }
            if (await FillAsync(cancellation)) continue;
            var rest = Trim(buffer.AsMemory(start, end - start));
            start = end;
            return rest;
        }
    }

    private async ValueTask<bool> FillAsync(CancellationToken cancellation)
    {
        if (end - start >= MaxLineBytes) throw new InvalidDataException("A line of the engine's answer is too long.");
        if (start > 0)
        {
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            (start, end) = (0, end - start);
        }
        if (end == buffer.Length) Array.Resize(ref buffer, buffer.Length * 2);
        var count = await source.ReadAsync(buffer.AsMemory(end), cancellation);
        end += count;
        return count > 0;
    }

    private static ReadOnlyMemory<byte> Trim(ReadOnlyMemory<byte> line) => line.Trim(" \r\t"u8);
}
