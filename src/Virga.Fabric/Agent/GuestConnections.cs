using System.Net.Sockets;
using Virga.Fabric.Protocol;

namespace Virga.Fabric.Agent;

/// <summary>Carries a guest's TCP connection to the emulator, together with who the guest is.</summary>
internal sealed class GuestConnections(Multiplexer peer)
{
    public async Task RunAsync(Socket guest, GuestConnectionMessage message)
    {
        var payload = FabricJson.Write(message, FabricJson.Default.GuestConnectionMessage);
        await using var tunnel = await peer.OpenAsync(payload, CancellationToken.None);
        // Of either family; SocketOptionName.HopLimit is another thing, and an error on a connection.
        tunnel.HopLimitChanged = hops => guest.Ttl = (short)hops;
        await SocketBridge.RunAsync(guest, tunnel);
    }
}
