using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Virga.Metadata.Http;

/// <summary>Accepts connections for an endpoint and drops the idle ones.</summary>
internal sealed class MetadataListener : IAsyncDisposable
{
    /// <summary>Connections at a time; a 1,000-process storm on one machine stays below it.</summary>
    private const int MaxConnections = 8192;

    /// <summary>The usual keep-alive of HTTP servers is 60 to 120 seconds.</summary>
    private const long IdleMilliseconds = 120_000;

    private const int Backlog = 1024;

    private readonly MetadataEndpoint _endpoint;
    private readonly Socket _socket;
    private readonly ConcurrentDictionary<MetadataConnection, bool> _open = [];
    private readonly ITimer _sweep;
    private Task _accepting = Task.CompletedTask;

    private MetadataListener(MetadataEndpoint endpoint, Socket socket, TimeProvider clock)
    {
        _endpoint = endpoint;
        _socket = socket;
        _sweep = clock.CreateTimer(_ => DropIdle(), null, TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(15));
    }

    /// <summary>Where it listens; the port the system chose when 0 was asked for.</summary>
    public EndPoint LocalEndPoint => _socket.LocalEndPoint!;

    /// <summary>How many connections are open.</summary>
    public int Connections => _open.Count;

    /// <summary>Starts listening. Throws <see cref="SocketException"/> when the address cannot be had.</summary>
    public static MetadataListener Start(EndPoint address, MetadataEndpoint endpoint, TimeProvider clock)
    {
        var type = address is UnixDomainSocketEndPoint ? ProtocolType.Unspecified : ProtocolType.Tcp;
        var socket = new Socket(address.AddressFamily, SocketType.Stream, type);
        try
        {
            if (address.AddressFamily == AddressFamily.InterNetworkV6) socket.DualMode = true;
            socket.Bind(address);
            socket.Listen(Backlog);
        }
        catch
        {
            socket.Dispose();
            throw;
        }

        var listener = new MetadataListener(endpoint, socket, clock);
        listener._accepting = listener.AcceptAsync();
        return listener;
    }

    /// <summary>Serves a connection that was accepted elsewhere, with the tag its tunnel gave it.</summary>
    public Task ServeAsync(Socket accepted, MetadataPeer peer) => ServeAsync(new SocketWire(accepted), peer);

    /// <summary>The same for a connection that is no socket of this process.</summary>
    public Task ServeAsync(MetadataWire wire, MetadataPeer peer)
    {
        var connection = new MetadataConnection(wire, _endpoint, new MetadataSession(peer));
        _open.TryAdd(connection, true);
        return ServeAsync(connection);
    }

    public async ValueTask DisposeAsync()
    {
        await _sweep.DisposeAsync().ConfigureAwait(false);
        _socket.Dispose();
        await _accepting.ConfigureAwait(false);
        foreach (var connection in _open.Keys) connection.Abort();
    }

    private async Task ServeAsync(MetadataConnection connection)
    {
        await connection.RunAsync().ConfigureAwait(false);
        _open.TryRemove(connection, out _);
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            try
            {
                var accepted = await _socket.AcceptAsync().ConfigureAwait(false);
                if (_open.Count >= MaxConnections)
                {
                    accepted.Dispose();
                    continue;
                }

                var address = (accepted.RemoteEndPoint as IPEndPoint)?.Address;
                if (address is { IsIPv4MappedToIPv6: true }) address = address.MapToIPv4();
                if (address is not null) accepted.NoDelay = true;
                _ = ServeAsync(accepted, new MetadataPeer(address));
            }
            catch (ObjectDisposedException)
            {
                return;
            }
            catch (SocketException stopped) when (stopped.SocketErrorCode is SocketError.OperationAborted
                or SocketError.Interrupted)
            {
                return;
            }
            catch (SocketException)
            {
                // One caller that reset its connection before it was accepted, or no descriptor left for a moment.
                await Task.Delay(10).ConfigureAwait(false);
            }
        }
    }

    private void DropIdle()
    {
        var oldest = Environment.TickCount64 - IdleMilliseconds;
        foreach (var connection in _open.Keys)
        {
            if (connection.LastActive < oldest) connection.Abort();
        }
    }
}
