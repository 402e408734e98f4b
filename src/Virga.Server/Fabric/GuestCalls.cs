using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Virga.Fabric.Driver;
using Virga.Fabric.Protocol;
using Virga.Network;
using Virga.Network.Flows;
using Virga.Server.Hosting;

namespace Virga.Server.Fabric;

/// <summary>
/// Takes what guests ask at link-local addresses: the metadata service, and the emulator's own API. Who asks was
/// established
/// by the kernel of the VPC, so two guests with one address in two VPCs are told apart.
/// </summary>
internal sealed class GuestCalls(MetadataHost metadata, IPEndPoint api) : IFabricListener
{
    /// <summary>
    /// Connections of one interface at a time; more are closed. Many processes of one guest stay below.
    /// </summary>
    private const int MaxConnections = 1_024;

    private readonly ConcurrentDictionary<string, int> open = new(StringComparer.Ordinal);

    /// <summary>The agent went away, with the reason.</summary>
    public event Action<string>? WentAway;

    /// <summary>Another agent has the desired state.</summary>
    public event Action? CameBack;

    /// <summary>What the kernel counted of flows.</summary>
    public event Action<ValueList<FlowCount>>? FlowsCounted;

    public async Task ServeAsync(FabricConnection connection)
    {
        var count = open.AddOrUpdate(connection.InterfaceId, 1, static (_, before) => before + 1);
        try
        {
            if (count > MaxConnections) return;
            if (connection.Kind == GuestConnectionKind.Metadata)
                await metadata.ServeAsync(connection).ConfigureAwait(false);
            else
                await CarryAsync(connection).ConfigureAwait(false);
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
        {
            throw new IOException(gone.Message, gone);
        }
        finally
        {
            open.AddOrUpdate(connection.InterfaceId, 0, static (_, before) => before - 1);
        }
    }

    public void Lost(string reason) => WentAway?.Invoke(reason);

    public void Counted(ValueList<FlowCount> counts) => FlowsCounted?.Invoke(counts);

    public void Restored(ValueList<FabricFault> faults) => CameBack?.Invoke();

    /// <summary>The API listens on this host; the guest gets there whatever address it listens on.</summary>
    private async Task CarryAsync(FabricConnection connection)
    {
        using var socket = new Socket(api.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(Reachable(api)).ConfigureAwait(false);
        using var near = new NetworkStream(socket);
        var upward = CopyAsync(connection.Stream, near, () =>
        {
            socket.Shutdown(SocketShutdown.Send);
            return Task.CompletedTask;
        });
        var downward = CopyAsync(near, connection.Stream, connection.EndAsync);
        var ended = await Task.WhenAny(upward, downward).ConfigureAwait(false);
        if (ended.IsCompletedSuccessfully) await Task.WhenAll(upward, downward).ConfigureAwait(false);
    }

    private static async Task CopyAsync(Stream from, Stream to, Func<Task> end)
    {
        await from.CopyToAsync(to).ConfigureAwait(false);
        await end().ConfigureAwait(false);
    }

    private static IPEndPoint Reachable(IPEndPoint listens) =>
        listens.Address.Equals(IPAddress.Any) ? new(IPAddress.Loopback, listens.Port)
        : listens.Address.Equals(IPAddress.IPv6Any) ? new(IPAddress.IPv6Loopback, listens.Port)
        : listens;
}
