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
        tunnel.HopLimitChanged = hops => SetHops(guest, hops);
        await SocketBridge.RunAsync(guest, tunnel);
    }

    private static void SetHops(Socket guest, int hops)
    {
        if (guest.AddressFamily == AddressFamily.InterNetwork)
            guest.Ttl = (short)hops;
        else
            guest.SetSocketOption(SocketOptionLevel.IPv6, SocketOptionName.HopLimit, hops);
    }
}
