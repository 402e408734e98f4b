using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Virga.Conformance.Metadata;

/// <summary>
/// Many connections that each put tokens for all instances, read with them what is there and what is not, and compare
/// every byte with what they asked for, so that a reply that belongs to another is seen. Where the service closes after
/// each reply, each request has a connection of its own, and as many are open at a time.
/// </summary>
/// <param name="service">Where the requests go.</param>
/// <param name="instances">Of each instance: path → body; null is a 404.</param>
/// <param name="requestsPerConnection">At least one.</param>
internal sealed class Storm(
    EndPoint service, IReadOnlyDictionary<string, IReadOnlyList<(string Path, string? Body)>> instances,
    int requestsPerConnection)
{
    private readonly string[] _ids = [.. instances.Keys];
    private long _requests;
    private long _tokens;

    public long Requests => Interlocked.Read(ref _requests);

    public long Tokens => Interlocked.Read(ref _tokens);

    /// <summary>Runs all connections at once; throws at the first reply that is wrong.</summary>
    public Task RunAsync(int connections, int seed) =>
        Task.WhenAll(
            Enumerable.Range(0, connections).Select(i => Task.Run(() => ConnectionAsync(new Random(seed + i)))));

    /// <summary>The same with nothing but requests for tokens, of all instances in turn; a token of the last.</summary>
    public async Task<string> RunTokensAsync(int connections)
    {
        var last = await Task.WhenAll(Enumerable.Range(0, connections).Select(i => Task.Run(() => TokensAsync(i))));
        return last[0];
    }

    private async Task<string> TokensAsync(int first)
    {
        using var socket = new Line(service);
        var buffer = new byte[8192];
        var token = "";
        for (var i = 0; i < requestsPerConnection; i++)
        {
            Interlocked.Increment(ref _requests);
            var next = await TokenAsync(socket, buffer, _ids[(first + i) % _ids.Length]);
            Require(next.Length == 56 && next != token, $"no token of its own: {next}");
            token = next;
        }

        return await TokenAsync(socket, buffer, _ids[^1]);
    }

    private async Task ConnectionAsync(Random random)
    {
        using var socket = new Line(service);
        var buffer = new byte[16384];
        var tokens = new Dictionary<string, string>();
        foreach (var id in _ids) tokens[id] = await TokenAsync(socket, buffer, id);
        for (var i = 0; i < requestsPerConnection; i++)
        {
            Interlocked.Increment(ref _requests);
            var id = _ids[random.Next(_ids.Length)];
            if (random.Next(50) == 0)
            {
                tokens[id] = await TokenAsync(socket, buffer, id);
                continue;
            }

            var (path, body) = instances[id][random.Next(instances[id].Count)];
            var wrong = random.Next(100) switch
            {
                0 => "AQAEAA" + tokens[id][6..],
                // Another instance's is as wrong as a forged one.
                1 => tokens[_ids[(Array.IndexOf(_ids, id) + 1) % _ids.Length]],
                _ => tokens[id],
            };
            var reply = await AskAsync(socket, buffer,
                $"GET /{id}{path} HTTP/1.1\r\nHost: x\r\nX-aws-ec2-metadata-token: {wrong}\r\n\r\n");
            if (wrong != tokens[id]) Require(reply.Status == 401, $"a token of another was taken: {reply.Status}");
            else if (body is null)
                Require(reply.Status == 404 && reply.Body.Contains("404 - Not Found"), $"{path}: {reply.Status}");
            else Require(reply == (200, body), $"{id}{path}: {reply.Status} {reply.Body}");
        }
    }

    private async Task<string> TokenAsync(Line socket, byte[] buffer, string id)
    {
        Interlocked.Increment(ref _tokens);
        var (status, body) = await AskAsync(socket, buffer,
            $"PUT /{id}/latest/api/token HTTP/1.1\r\nHost: x\r\nX-aws-ec2-metadata-token-ttl-seconds: 300\r\n\r\n");
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
