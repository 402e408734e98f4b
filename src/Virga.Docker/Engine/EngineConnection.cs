using System.Net.Sockets;

namespace Virga.Docker.Engine;

/// <summary>
/// One socket to the engine, for one exchange. A Unix socket costs some 50 µs to open, so there is no pool, no stale
/// connection and no idle memory; cancelling a stream is closing its socket.
/// </summary>
internal sealed class EngineConnection : IDisposable
{
    /// <summary>The engine's heads are below 1 KiB.</summary>
    private const int MaxHeadBytes = 64 * 1024;

    private readonly Socket socket;
    private byte[] buffer = new byte[4096];
    private int start;
    private int end;

    private EngineConnection(Socket socket) => this.socket = socket;

    public static async Task<EngineConnection> OpenAsync(DockerHost host, CancellationToken cancellation)
    {
        var socket = host.SocketPath is null
            ? new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true }
            : new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            if (host.SocketPath is { } path)
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellation);
            else
                await socket.ConnectAsync(host.Name!, host.Port, cancellation);
            return new(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        while (bytes.Length > 0)
            bytes = bytes[await socket.SendAsync(bytes, SocketFlags.None, cancellation)..];
    }

    /// <summary>Reads what there is, at least one byte; 0 at the end.</summary>
    public async ValueTask<int> ReadAsync(Memory<byte> target, CancellationToken cancellation)
    {
        if (start == end) return await socket.ReceiveAsync(target, SocketFlags.None, cancellation);
        var count = Math.Min(target.Length, end - start);
        buffer.AsMemory(start, count).CopyTo(target);
        start += count;
        return count;
    }

    public async Task<ResponseHead> ReadHeadAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var at = buffer.AsSpan(start, end - start).IndexOf("\r\n\r\n"u8);
            if (at >= 0)
            {
                var head = ResponseHead.Parse(buffer.AsSpan(start, at));
                start += at + 4;
                // 100 Continue and its like precede the answer.
                if (head.Status is < 100 or >= 200 || head.Status == 101) return head;
                continue;
            }
            await FillAsync(MaxHeadBytes, cancellation);
        }
    }

    /// <summary>A line of ASCII without its CRLF, as chunk sizes are.</summary>
    public async ValueTask<string> ReadLineAsync(int maxBytes, CancellationToken cancellation)
    {
        while (true)
        {
            var at = buffer.AsSpan(start, end - start).IndexOf((byte)'\n');
            if (at >= 0)
            {
                var line = System.Text.Encoding.ASCII.GetString(buffer.AsSpan(start, at)).TrimEnd('\r');
                start += at + 1;
                return line;
            }
            await FillAsync(maxBytes, cancellation);
        }
    }

    /// <summary>Tells the other side that no more input comes, while its output still does.</summary>
    public void EndInput() => socket.Shutdown(SocketShutdown.Send);

    public void Dispose() => socket.Dispose();

    private async ValueTask FillAsync(int maxBytes, CancellationToken cancellation)
    {
        if (end - start >= maxBytes) throw new InvalidDataException("The engine's answer exceeds its limit.");
        if (start > 0)
        {
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            (start, end) = (0, end - start);
        }
        if (end == buffer.Length) Array.Resize(ref buffer, buffer.Length * 2);
        var count = await socket.ReceiveAsync(buffer.AsMemory(end), SocketFlags.None, cancellation);
        if (count == 0) throw new EndOfStreamException("The engine closed the connection within its answer.");
        end += count;
    }
}
