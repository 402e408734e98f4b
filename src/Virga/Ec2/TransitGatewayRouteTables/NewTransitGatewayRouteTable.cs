using Virga.Ec2.TransitGateways;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.TransitGatewayRouteTables;

/// <summary>Makes route tables of transit gateways.</summary>
internal static class NewTransitGatewayRouteTable
{
    public static TransitGatewayRouteTableRow Make(Change change, string gatewayId)
    {
        var row = change.Put(new TransitGatewayRouteTableRow(change.NewId("tgw-rtb"))
        {
            GatewayId = gatewayId,
            State = TransitGatewayRouteTableState.Pending,
            CreationTime = change.Now,
        });
        change.Later<TransitGatewayRouteTableSettles>(TransitGatewayRules.Delay, row.Id);
        return row;
    }
}
