using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Virga.Conformance.Metadata;

/// <summary>
/// Many connections that each put a token, read leaves with it, and compare every byte with what they asked for, so
/// that a reply that belongs to another is seen. Where the service closes after each reply, each request has a
/// connection of its own, and as many are open at a time.
/// </summary>
internal sealed class Storm(EndPoint service, IReadOnlyDictionary<string, string> leaves, int requestsPerConnection)
{
    private readonly string[] _paths = [.. leaves.Keys];
    private long _requests;
    private long _tokens;

    public long Requests => Interlocked.Read(ref _requests);

    public long Tokens => Interlocked.Read(ref _tokens);

    /// <summary>Runs all connections at once; throws at the first reply that is wrong.</summary>
    public Task RunAsync(int connections, int seed) =>
        Task.WhenAll(
            Enumerable.Range(0, connections).Select(i => Task.Run(() => ConnectionAsync(new Random(seed + i)))));

    private async Task ConnectionAsync(Random random)
    {
        using var socket = new Line(service);
        var buffer = new byte[8192];
        var token = await TokenAsync(socket, buffer);
        for (var i = 0; i < requestsPerConnection; i++)
        {
            Interlocked.Increment(ref _requests);
            if (random.Next(50) == 0)
            {
                token = await TokenAsync(socket, buffer);
                continue;
            }

            var path = _paths[random.Next(_paths.Length)];
            var isForged = random.Next(100) == 0;
            var sent = isForged ? "AQAEAA" + token[6..] : token;
            var reply = await AskAsync(socket, buffer,
                $"GET {path} HTTP/1.1\r\nHost: x\r\nX-aws-ec2-metadata-token: {sent}\r\n\r\n");
            if (isForged && sent != token) Require(reply.Status == 401, "a forged token was taken");
            else Require(reply.Status == 200 && reply.Body == leaves[path], $"{path}: {reply.Status} {reply.Body}");
        }
    }

    private async Task<string> TokenAsync(Line socket, byte[] buffer)
    {
        Interlocked.Increment(ref _tokens);
        var (status, body) = await AskAsync(socket, buffer,
            "PUT /latest/api/token HTTP/1.1\r\nHost: x\r\nX-aws-ec2-metadata-token-ttl-seconds: 300\r\n\r\n");
        Require(status == 200, $"no token: {status}");
        return body;
    }

    private static async Task<(int Status, string Body)> AskAsync(Line line, byte[] buffer, string request)
    {
        var socket = await line.OpenAsync();
        await socket.SendAsync(Encoding.ASCII.GetBytes(request));
        var filled = 0;
        while (true)
        {
            var received = await socket.ReceiveAsync(buffer.AsMemory(filled));
            Require(received > 0, "the connection was closed");
            filled += received;
            var text = Encoding.ASCII.GetString(buffer, 0, filled);
            var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (end < 0) continue;
            var at = text.IndexOf("Content-Length: ", StringComparison.Ordinal) + 16;
            var length = int.Parse(text.AsSpan(at, text.IndexOf('\r', at) - at));
            if (filled < end + 4 + length) continue;
            Require(filled == end + 4 + length, "more came than was asked for");
            if (text.Contains("\r\nConnection: close\r\n", StringComparison.Ordinal))
                Require(await line.EndAsync(), "more came after the last reply");
            return (int.Parse(text.AsSpan(9, 3)), text.Substring(end + 4, length));
        }
    }

    /// <summary>A connection that is opened again when the other end said that it closes it.</summary>
    private sealed class Line(EndPoint service) : IDisposable
    {
        private Socket? socket;

        public async ValueTask<Socket> OpenAsync()
        {
            if (socket is not null) return socket;
            socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(service);
            return socket;
        }

        /// <summary>Waits for the other end's close, so that the waiting of a closed connection is on its side; whether
        /// nothing else came.</summary>
        public async ValueTask<bool> EndAsync()
        {
            var isEnd = await socket!.ReceiveAsync(new byte[1]) == 0;
            socket.Dispose();
            socket = null;
            return isEnd;
        }

        public void Dispose() => socket?.Dispose();
    }

    private static void Require(bool holds, string message)
    {
        if (!holds) throw new InvalidOperationException(message);
    }
}
