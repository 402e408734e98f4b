using System.Collections.Concurrent;

namespace Virga.Fabric.Protocol;

/// <summary>
/// Carries messages and tunnels over one stream. The emulator's tunnels have odd numbers and the agent's even ones.
/// </summary>
internal sealed class Multiplexer(Stream stream, uint firstTunnel) : IAsyncDisposable
{
    private readonly FrameChannel channel = new(stream);
    private readonly ConcurrentDictionary<uint, Tunnel> tunnels = new();
    private uint next = firstTunnel;
    private volatile bool isOver;

    /// <summary>A tunnel that this side begins. The payload says what it is for.</summary>
    public async Task<Tunnel> OpenAsync(ReadOnlyMemory<byte> payload, CancellationToken cancellation)
    {
        var tunnel = new Tunnel(this, Interlocked.Add(ref next, 2) - 2);
        tunnels[tunnel.Id] = tunnel;
        await SendAsync(new Frame(FrameKind.Open, tunnel.Id, payload), cancellation);
        return tunnel;
    }

    public Task SendAsync(Frame frame, CancellationToken cancellation) =>
        isOver
            ? throw new IOException("the connection to the fabric's agent is gone")
            : channel.WriteAsync(frame, cancellation);

    public async Task TrySendAsync(Frame frame)
    {
        try
        {
            if (!isOver)
                await channel.WriteAsync(frame, CancellationToken.None);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // Whoever reads will see the end of the connection.
        }
    }

    public void Remove(uint id) => tunnels.TryRemove(id, out _);

    /// <summary>Reads until the end. The callback gets messages, and each tunnel that the other side begins.</summary>
    public async Task RunAsync(Func<Frame, Tunnel?, Task> receive, CancellationToken cancellation)
    {
        try
        {
            while (await channel.ReadAsync(cancellation) is { } frame)
            {
                if (frame.Kind == FrameKind.Open)
                {
                    var tunnel = tunnels[frame.Stream] = new Tunnel(this, frame.Stream);
                    await receive(frame, tunnel);
                }
                else if (frame.Stream == 0)
                {
                    await receive(frame, null);
                }
                else if (tunnels.TryGetValue(frame.Stream, out var tunnel))
                {
                    await tunnel.ReceiveAsync(frame);
                }
            }
        }
        finally
        {
            isOver = true;
            foreach (var tunnel in tunnels.Values)
                tunnel.Break("the connection to the fabric's agent is gone");
            tunnels.Clear();
        }
    }

    public ValueTask DisposeAsync() => channel.DisposeAsync();
}
