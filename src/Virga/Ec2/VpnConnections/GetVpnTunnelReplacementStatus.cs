using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.VpnConnections;

/// <summary>Says whether maintenance of a tunnel is pending: never.</summary>
internal sealed class GetVpnTunnelReplacementStatus
    : IQuery<GetVpnTunnelReplacementStatusRequest, GetVpnTunnelReplacementStatusResult>
{
    public static GetVpnTunnelReplacementStatusResult Run(GetVpnTunnelReplacementStatusRequest input, WorldView at)
    {
        var row = VpnConnections.Live(at, input.VpnConnectionId);
        VpnConnections.Tunnel(row, input.VpnTunnelOutsideIpAddress);
        return new()
        {
            VpnConnectionId = row.Id,
            TransitGatewayId = row.TransitGatewayId,
            CustomerGatewayId = row.CustomerGatewayId,
            VpnGatewayId = row.VpnGatewayId,
            VpnTunnelOutsideIpAddress = input.VpnTunnelOutsideIpAddress,
            MaintenanceDetails = new() { PendingMaintenance = "false" },
        };
    }
}
