using Virga.Ec2.TransitGateways;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.VpnConnections;

/// <summary>Deletes a VPN connection; its tunnels' addresses go back.</summary>
internal sealed class DeleteVpnConnection : IMutation<DeleteVpnConnectionRequest, DeleteVpnConnectionResult>
{
    public static DeleteVpnConnectionResult Run(DeleteVpnConnectionRequest input, Change change)
    {
        var row = VpnConnections.Live(change, input.VpnConnectionId);
        if (row.State == VpnState.Deleting) return new();
        VpnAttachments.Detach(change, row.AttachmentId);
        change.Put(row with { State = VpnState.Deleting });
        change.Later<VpnConnectionSettles>(TransitGatewayRules.Delay, row.Id);
        return new();
    }
}
