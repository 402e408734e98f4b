using System.Net.Sockets;
using System.Text;

namespace Virga.Conformance.Docker;

/// <summary>
/// Stands between an emulator and the real engine, and makes trouble: goes away, answers late, refuses a call. Each
/// connection is one call, as Virga makes them.
/// </summary>
internal sealed class TroubledEngine : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("virga-engine").FullName;
    private readonly Socket listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly CancellationTokenSource end = new();
    private readonly Lock gate = new();
    private readonly List<Socket> open = [];
    private readonly Task accepting;
    private volatile bool isAway;

    public TroubledEngine()
    {
        listener.Bind(new UnixDomainSocketEndPoint(SocketPath));
        listener.Listen();
        accepting = AcceptAsync();
    }

    /// <summary>For <c>DOCKER_HOST</c>.</summary>
    public string Address => "unix://" + SocketPath;

    /// <summary>What each call waits before it reaches the engine.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>A call whose first line matches is answered by this status and text; null for none.</summary>
    public (Predicate<string> IsMeant, int Status, string Text)? Refusal { get; set; }

    private string SocketPath => Path.Combine(folder, "docker.sock");

    /// <summary>Breaks off all calls, and takes no more.</summary>
    public void GoAway()
    {
        isAway = true;
        lock (gate)
        {
            open.ForEach(one => one.Dispose());
            open.Clear();
        }
    }

    public void ComeBack() => isAway = false;

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        GoAway();
        listener.Dispose();
        await accepting;
        end.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private async Task AcceptAsync()
    {
        while (!end.IsCancellationRequested)
        {
            try
            {
                _ = ServeAsync(await listener.AcceptAsync(end.Token));
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task ServeAsync(Socket client)
    {
        using var near = new NetworkStream(client, ownsSocket: true);
        using var engine = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            if (isAway) return;
            lock (gate) open.AddRange([client, engine]);
            var start = new byte[4096];
            var count = await near.ReadAsync(start, end.Token);
            var line = Encoding.ASCII.GetString(start, 0, count).Split("\r\n")[0];
            if (Refusal is { } refusal && refusal.IsMeant(line))
            {
                await near.WriteAsync(AnswerOf(refusal.Status, refusal.Text), end.Token);
                return;
            }

            await Task.Delay(Delay, end.Token);
            await engine.ConnectAsync(new UnixDomainSocketEndPoint("/var/run/docker.sock"), end.Token);
            using var far = new NetworkStream(engine);
            await far.WriteAsync(start.AsMemory(0, count), end.Token);
            await Task.WhenAll(CopyAsync(near, far, engine), CopyAsync(far, near, client));
        }
        catch (Exception gone) when (gone is IOException or SocketException or ObjectDisposedException
            or OperationCanceledException)
        {
            // Either side hung up, or the engine is away.
        }
    }

    private async Task CopyAsync(NetworkStream from, NetworkStream to, Socket socket)
    {
        await from.CopyToAsync(to, end.Token);
        socket.Shutdown(SocketShutdown.Send);
    }

    private static byte[] AnswerOf(int status, string text)
    {
        var body = $$"""{"message":"{{text}}"}""";
        return Encoding.ASCII.GetBytes($"HTTP/1.1 {status} Trouble\r\nContent-Type: application/json\r\n"
            + $"Content-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}");
    }
}
