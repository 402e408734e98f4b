using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.VpnConnections;

/// <summary>Says what a tunnel negotiated: nothing, since nobody calls.</summary>
internal sealed class GetActiveVpnTunnelStatus
    : IQuery<GetActiveVpnTunnelStatusRequest, GetActiveVpnTunnelStatusResult>
{
    public static GetActiveVpnTunnelStatusResult Run(GetActiveVpnTunnelStatusRequest input, WorldView at)
    {
        var row = VpnConnections.Live(at, input.VpnConnectionId);
        VpnConnections.Tunnel(row, input.VpnTunnelOutsideIpAddress);
        return new()
        {
            ActiveVpnTunnelStatus = new()
            {
                ProvisioningStatus = row.IsOpen
                    ? VpnTunnelProvisioningStatus.Available
                    : VpnTunnelProvisioningStatus.Pending,
            },
        };
    }
}
