using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Virga.Compute;

/// <summary>Connects into a machine for a client of this host.</summary>
internal delegate Task<MachineConnection> MachineDial(IPEndPoint client, CancellationToken cancellation);

/// <summary>
/// Ports of the host that lead into machines. The emulator listens itself: a container engine can publish a port only
/// when a container is made, and fails the whole container when one is taken.
/// </summary>
internal sealed class HostPorts(int first, int last) : IDisposable
{
    private readonly ConcurrentDictionary<string, Forward> forwards = new(StringComparer.Ordinal);
    private readonly Lock gate = new();

    /// <summary>
    /// Opens a port for a machine, or finds the one that it has, and lets it lead to a target. Null when no port of the
    /// range is free.
    /// </summary>
    public int? Open(string instanceId, MachineDial dial)
    {
        lock (gate)
        {
            if (forwards.TryGetValue(instanceId, out var known))
            {
                known.Dial = dial;
                return known.Port;
            }

            for (var port = first; port <= last; port++)
            {
                if (Forward.TryStart(port, dial) is not { } forward) continue;
                forwards[instanceId] = forward;
                return port;
            }

            return null;
        }
    }

    /// <summary>What does not hold for a machine that got no port, as a sentence.</summary>
    public string NoneFree =>
        $"None of this host's ports {first} to {last} is free, so none leads to its ssh (VIRGA_EC2_SSH_PORT_END allows "
        + "more).";

    /// <summary>Closes a machine's port.</summary>
    public void Close(string instanceId)
    {
        if (forwards.TryRemove(instanceId, out var forward)) forward.Dispose();
    }

    public void Dispose()
    {
        foreach (var instanceId in forwards.Keys) Close(instanceId);
    }

    /// <summary>Leads to an address that the host reaches by itself.</summary>
    public static MachineDial To(IPEndPoint target) => async (_, cancellation) =>
    {
        var socket = new Socket(target.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(target, cancellation).ConfigureAwait(false);
            return new(new NetworkStream(socket, ownsSocket: true), () =>
            {
                socket.Shutdown(SocketShutdown.Send);
                return Task.CompletedTask;
            });
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    };

    /// <summary>One listening port.</summary>
    private sealed class Forward : IDisposable
    {
        private readonly Socket listener;
        private readonly CancellationTokenSource closing = new();

        private Forward(Socket listener, int port, MachineDial dial)
        {
            this.listener = listener;
            Port = port;
            Dial = dial;
            _ = AcceptAsync();
        }

        public int Port { get; }

        public MachineDial Dial { get; set; }

        public static Forward? TryStart(int port, MachineDial dial)
        {
            var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                listener.Bind(new IPEndPoint(IPAddress.Loopback, port));
                listener.Listen();
                return new(listener, port, dial);
            }
            catch (SocketException)
            {
                // Taken by another program: the next one will do.
                listener.Dispose();
                return null;
            }
        }

        public void Dispose()
        {
            closing.Cancel();
            listener.Dispose();
        }

        private async Task AcceptAsync()
        {
            while (!closing.IsCancellationRequested)
            {
                try
                {
                    var client = await listener.AcceptAsync(closing.Token).ConfigureAwait(false);
                    _ = CarryAsync(client);
                }
                catch (Exception exception) when (exception is SocketException or OperationCanceledException
                    or ObjectDisposedException)
                {
                    // A client that was gone before it was accepted, or the end: the loop's condition tells.
                }
            }
        }

        private async Task CarryAsync(Socket client)
        {
            using var near = new NetworkStream(client, ownsSocket: true);
            try
            {
                client.NoDelay = true;
                var from = (IPEndPoint)client.RemoteEndPoint!;
                var far = await Dial(from, closing.Token).ConfigureAwait(false);
                await using var _ = far.ConfigureAwait(false);
                var outward = CopyAsync(near, far.Stream, far.EndOutput);
                var inward = CopyAsync(far.Stream, near, () =>
                {
                    client.Shutdown(SocketShutdown.Send);
                    return Task.CompletedTask;
                });
                // A direction that broke takes the other with it; one that ended lets the other end by itself.
                var ended = await Task.WhenAny(outward, inward).ConfigureAwait(false);
                if (ended.IsCompletedSuccessfully) await Task.WhenAll(outward, inward).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException
                or ObjectDisposedException)
            {
                // Either side may hang up at any time; the other side then sees its connection end.
            }
        }

        private async Task CopyAsync(Stream from, Stream to, Func<Task> end)
        {
            await from.CopyToAsync(to, closing.Token).ConfigureAwait(false);
            await end().ConfigureAwait(false);
        }
    }
}
