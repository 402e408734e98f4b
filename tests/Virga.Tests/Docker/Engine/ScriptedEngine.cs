using System.Net.Sockets;
using System.Text;
using Virga.Docker.Engine;

namespace Virga.Tests.Docker.Engine;

/// <summary>An engine on a socket of its own that answers prepared bytes, and remembers what it was asked.</summary>
internal sealed class ScriptedEngine : IDisposable
{
    public const string Ping = "HTTP/1.1 200 OK\r\nApi-Version: 1.41\r\nContent-Length: 2\r\n\r\nOK";

    private readonly string path = Path.Combine(Path.GetTempPath(), $"virga-engine-{Guid.NewGuid():n}.sock");
    private readonly Socket listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly Queue<string> answers;
    private readonly Task serving;

    /// <summary>Held, since a socket that nobody refers to is closed by its finalizer.</summary>
    private readonly List<Socket> open = [];

    /// <summary>Each answer goes to one connection. One that ends in "…" leaves the connection open.</summary>
    public ScriptedEngine(params string[] answers)
    {
        this.answers = new(answers);
        listener.Bind(new UnixDomainSocketEndPoint(path));
        listener.Listen();
        serving = ServeAsync();
    }

    public List<string> Requests { get; } = [];

    public DockerEngine Client(EngineOptions? options = null) =>
        new(DockerHost.Parse("unix://" + path), options ?? EngineOptions.Default, TimeProvider.System);

    public void Dispose()
    {
        listener.Dispose();
        foreach (var socket in open) socket.Dispose();
        File.Delete(path);
        _ = serving;
    }

    private async Task ServeAsync()
    {
        while (answers.TryDequeue(out var answer))
        {
            var socket = await listener.AcceptAsync();
            open.Add(socket);
            Requests.Add(await ReadRequestAsync(socket));
            await AnswerAsync(socket, answer);
        }
    }

    private static async Task AnswerAsync(Socket socket, string answer)
    {
        var bytes = Encoding.Latin1.GetBytes(answer.TrimEnd('…'));
        try
        {
            // A byte at a time finds what relies on the boundaries of packets.
            foreach (var piece in bytes.Chunk(bytes.Length < 2000 ? 1 : 4096)) await socket.SendAsync(piece);
        }
        catch (SocketException)
        {
            // The client hung up on what it heard so far; the next connection is still to be answered.
        }

        if (!answer.EndsWith('…')) socket.Dispose();
    }

    private static async Task<string> ReadRequestAsync(Socket socket)
    {
        var buffer = new byte[64 * 1024];
        var count = 0;
        while (true)
        {
            var received = await socket.ReceiveAsync(buffer.AsMemory(count));
            count += received;
            var text = Encoding.UTF8.GetString(buffer, 0, count);
            var headEnd = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (received == 0 || (headEnd >= 0 && IsComplete(text, headEnd))) return text;
        }
    }

    private static bool IsComplete(string text, int headEnd)
    {
        if (text.Contains("Transfer-Encoding: chunked", StringComparison.Ordinal))
            return text.EndsWith("0\r\n\r\n", StringComparison.Ordinal);
        var at = text.IndexOf("Content-Length: ", StringComparison.Ordinal);
        if (at < 0) return true;
        var length = int.Parse(text[(at + 16)..].Split('\r')[0]);
        return Encoding.UTF8.GetByteCount(text) >= headEnd + 4 + length;
    }
}
