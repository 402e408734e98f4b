using Virga.Ec2.TransitGateways;
using Virga.Ec2.VpnConnections;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.VpnConcentrators;

/// <summary>Deletes a concentrator without connections.</summary>
internal sealed class DeleteVpnConcentrator : IMutation<DeleteVpnConcentratorRequest, DeleteVpnConcentratorResult>
{
    public static DeleteVpnConcentratorResult Run(DeleteVpnConcentratorRequest input, Change change)
    {
        var row = change.Named<VpnConcentratorRow>(input.VpnConcentratorId);
        if (change.Rows<VpnConnectionRow>().Any(one => one.ConcentratorId == row.Id && !one.IsOver))
            throw Ec2Errors.DependencyViolation($"The VPN concentrator '{row.Id}' has VPN connections.");
        VpnAttachments.Detach(change, row.AttachmentId);
        change.Put(row with { State = "deleting" });
        change.Later<VpnConcentratorSettles>(TransitGatewayRules.Delay, row.Id);
        return new() { Return = true };
    }
}
