using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Virga.Compute;

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
    public int? Open(string instanceId, IPEndPoint target)
    {
        lock (gate)
        {
            if (forwards.TryGetValue(instanceId, out var known))
            {
                known.Target = target;
                return known.Port;
            }

            for (var port = first; port <= last; port++)
            {
                if (Forward.TryStart(port, target) is not { } forward) continue;
                forwards[instanceId] = forward;
                return port;
            }

            return null;
        }
    }

    /// <summary>Closes a machine's port.</summary>
    public void Close(string instanceId)
    {
        if (forwards.TryRemove(instanceId, out var forward)) forward.Dispose();
    }

    public void Dispose()
    {
        foreach (var instanceId in forwards.Keys) Close(instanceId);
    }

    /// <summary>One listening port.</summary>
    private sealed class Forward : IDisposable
    {
        private readonly Socket listener;
        private readonly CancellationTokenSource closing = new();

        private Forward(Socket listener, int port, IPEndPoint target)
        {
            this.listener = listener;
            Port = port;
            Target = target;
            _ = AcceptAsync();
        }

        public int Port { get; }

        public IPEndPoint Target { get; set; }

        public static Forward? TryStart(int port, IPEndPoint target)
        {
            var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                listener.Bind(new IPEndPoint(IPAddress.Loopback, port));
                listener.Listen();
                return new(listener, port, target);
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
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await socket.ConnectAsync(Target, closing.Token).ConfigureAwait(false);
                using var far = new NetworkStream(socket, ownsSocket: false);
                var outward = CopyAsync(near, far, socket);
                var inward = CopyAsync(far, near, client);
                await Task.WhenAll(outward, inward).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException)
            {
                // Either side may hang up at any time; the other side then sees its connection end.
            }
        }

        private async Task CopyAsync(NetworkStream from, NetworkStream to, Socket toSocket)
        {
            await from.CopyToAsync(to, closing.Token).ConfigureAwait(false);
            toSocket.Shutdown(SocketShutdown.Send);
        }
    }
}
