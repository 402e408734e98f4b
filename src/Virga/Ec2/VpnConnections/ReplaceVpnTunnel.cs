using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.VpnConnections;

/// <summary>Replaces one tunnel's endpoint; address and key stay.</summary>
internal sealed class ReplaceVpnTunnel : IMutation<ReplaceVpnTunnelRequest, ReplaceVpnTunnelResult>
{
    public static ReplaceVpnTunnelResult Run(ReplaceVpnTunnelRequest input, Change change)
    {
        var row = VpnConnections.Open(change, input.VpnConnectionId);
        var position = VpnConnections.Tunnel(row, input.VpnTunnelOutsideIpAddress);
        var tunnels = row.Tunnels.ToArray();
        tunnels[position] = tunnels[position] with { StatusChange = change.Now };
        VpnConnections.Modify(change, row with { Tunnels = tunnels });
        return new() { Return = true };
    }
}
