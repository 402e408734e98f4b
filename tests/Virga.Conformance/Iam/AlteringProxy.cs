using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Virga.Conformance.Iam;

/// <summary>What is altered of each request on its way.</summary>
public enum Altered
{
    Nothing,
    Body,
    Header,
    Path,
    Date,
}

/// <summary>Stands between a client and the server and alters one byte of each request, after it was signed.</summary>
internal sealed class AlteringProxy : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource closing = new();
    private readonly Task accepting;
    private readonly int target;
    private readonly Altered part;

    public AlteringProxy(int target, Altered part)
    {
        this.target = target;
        this.part = part;
        listener.Start();
        Endpoint = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
        accepting = AcceptAsync();
    }

    public string Endpoint { get; }

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        listener.Stop();
        await accepting;
        closing.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _ = CarryAsync(await listener.AcceptTcpClientAsync(closing.Token));
        }
        catch (Exception end) when (end is OperationCanceledException or SocketException)
        {
            // The test is over.
        }
    }

    /// <summary>One request a connection: the server is told to close it, in a header that nobody signs.</summary>
    private async Task CarryAsync(TcpClient client)
    {
        using (client)
        using (var server = new TcpClient())
        {
            await server.ConnectAsync(IPAddress.Loopback, target);
            var (head, body) = await ReadAsync(client.GetStream());
            var stream = server.GetStream();
            await stream.WriteAsync(Encoding.Latin1.GetBytes(AlterHead(head)));
            if (part == Altered.Body && body.Length > 0) body[^1] ^= 1;
            await stream.WriteAsync(body);
            await stream.CopyToAsync(client.GetStream());
        }
    }

    private string AlterHead(string head)
    {
        var lines = head.Split("\r\n").Where(line =>
            !line.StartsWith("Connection:", StringComparison.OrdinalIgnoreCase)).ToArray();
        for (var i = 0; i < lines.Length; i++)
            lines[i] = part switch
            {
                Altered.Path when i == 0 => lines[i].Replace(" /", " /x", StringComparison.Ordinal),
                Altered.Header when Is(lines[i], "Content-Type") => Flipped(lines[i], lines[i].Length - 1),
                Altered.Date when Is(lines[i], "X-Amz-Date") => Flipped(lines[i], lines[i].Length - 2),
                _ => lines[i],
            };
        return $"{string.Join("\r\n", lines)}\r\nConnection: close\r\n\r\n";
    }

    private static bool Is(string line, string name) =>
        line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase);

    private static string Flipped(string line, int at) => $"{line[..at]}{(char)(line[at] ^ 1)}{line[(at + 1)..]}";

    private static async Task<(string Head, byte[] Body)> ReadAsync(NetworkStream stream)
    {
        var bytes = new List<byte>();
        var buffer = new byte[1];
        while (bytes.Count < 4 || !bytes.TakeLast(4).SequenceEqual("\r\n\r\n"u8.ToArray()))
        {
            await stream.ReadExactlyAsync(buffer);
            bytes.Add(buffer[0]);
        }

        var head = Encoding.Latin1.GetString([.. bytes])[..^4];
        var length = head.Split("\r\n").Where(line => Is(line, "Content-Length"))
            .Select(line => int.Parse(line.Split(':')[1])).FirstOrDefault();
        var body = new byte[length];
        await stream.ReadExactlyAsync(body);
        return (head, body);
    }
}
