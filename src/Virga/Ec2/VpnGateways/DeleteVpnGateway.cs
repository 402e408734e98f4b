using Virga.Ec2.TransitGateways;
using Virga.Ec2.VpnConnections;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.VpnGateways;

/// <summary>Deletes a virtual private gateway that is detached and has no VPN connections.</summary>
internal sealed class DeleteVpnGateway : IMutation<DeleteVpnGatewayRequest, DeleteVpnGatewayResult>
{
    public static DeleteVpnGatewayResult Run(DeleteVpnGatewayRequest input, Change change)
    {
        var row = VpnGatewayView.Live(change, input.VpnGatewayId);
        var isAttached = row.AttachmentState is not null and not AttachmentStatus.Detached;
        if (isAttached || change.Rows<VpnConnectionRow>().Any(one => one.VpnGatewayId == row.Id && !one.IsOver))
            throw Ec2Errors.VpnGatewayInUse();
        change.Put(row with { State = VpnState.Deleted });
        change.Expire<VpnGatewayFades>(TransitGatewayRules.Visible, row.Id);
        return new();
    }
}

/// <summary>A deleted gateway disappears from listings.</summary>
internal sealed class VpnGatewayFades : ITransition
{
    public static void Run(Change change, string subject) => change.Remove<VpnGatewayRow>(subject);
}
