using Virga.Ec2.RouteTables;
using Virga.Ec2.TransitGateways;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.VpnGateways;

/// <summary>Detaches a virtual private gateway; it propagates to no route table then.</summary>
internal sealed class DetachVpnGateway : IMutation<DetachVpnGatewayRequest, DetachVpnGatewayResult>
{
    public static DetachVpnGatewayResult Run(DetachVpnGatewayRequest input, Change change)
    {
        var row = VpnGatewayView.Live(change, input.VpnGatewayId);
        if (row.VpcId != input.VpcId || row.AttachmentState is not ("attached" or "attaching"))
            throw Ec2Errors.VpnAttachmentNotFound(row.Id, input.VpcId!);
        foreach (var table in change.Rows<RouteTableRow>().By(RouteTableRow.ByVpc, row.VpcId).ToList())
            if (table.PropagatingVgws.Contains(row.Id))
                change.Put(table with { PropagatingVgws = [.. table.PropagatingVgws.Where(id => id != row.Id)] });
        change.Put(row with { AttachmentState = AttachmentStatus.Detaching });
        change.Later<VpnGatewaySettles>(TransitGatewayRules.Delay, row.Id);
        return new();
    }
}
