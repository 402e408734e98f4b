using Virga.Ec2.CustomerGateways;
using Virga.Ec2.TransitGateways;
using Virga.Ec2.VpnGateways;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.VpnConnections;

/// <summary>Gives a VPN connection another gateway on either side.</summary>
internal sealed class ModifyVpnConnection : IMutation<ModifyVpnConnectionRequest, ModifyVpnConnectionResult>
{
    public static ModifyVpnConnectionResult Run(ModifyVpnConnectionRequest input, Change change)
    {
        var row = VpnConnections.Open(change, input.VpnConnectionId);
        if (input.VpnGatewayId is not null && input.TransitGatewayId is not null)
            throw CommonErrors.InvalidParameterCombination(
                "The parameters VpnGatewayId and TransitGatewayId cannot be used together");
        if (input.CustomerGatewayId is not null)
            row = row with { CustomerGatewayId = CustomerGatewayView.Live(change, input.CustomerGatewayId).Id };
        if (input.VpnGatewayId is not null)
        {
            VpnAttachments.Detach(change, row.AttachmentId);
            row = row with
            {
                VpnGatewayId = VpnGatewayView.Live(change, input.VpnGatewayId).Id,
                TransitGatewayId = null,
                AttachmentId = null,
            };
        }
        else if (input.TransitGatewayId is not null && input.TransitGatewayId != row.TransitGatewayId)
        {
            var gateway = TransitGatewayRules.Usable(change, input.TransitGatewayId);
            if (row.Routes.Count > 0)
                throw Ec2Errors.IncorrectState($"{row.Id} has static routes, which must be deleted first.");
            VpnAttachments.Detach(change, row.AttachmentId);
            row = row with
            {
                VpnGatewayId = null,
                TransitGatewayId = gateway.Id,
                AttachmentId = VpnAttachments.Attach(change, row.Id, gateway.Id),
            };
        }

        return new() { VpnConnection = VpnConnectionView.Of(VpnConnections.Modify(change, row), change) };
    }
}
