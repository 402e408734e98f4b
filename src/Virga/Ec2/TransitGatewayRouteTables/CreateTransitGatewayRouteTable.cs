using Virga.Ec2.Tags;
using Virga.Ec2.TransitGateways;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.TransitGatewayRouteTables;

/// <summary>Creates a route table for a transit gateway.</summary>
internal sealed class CreateTransitGatewayRouteTable
    : IMutation<CreateTransitGatewayRouteTableRequest, CreateTransitGatewayRouteTableResult>
{
    public static CreateTransitGatewayRouteTableResult Run(
        CreateTransitGatewayRouteTableRequest input, Change change)
    {
        var gateway = TransitGatewayRules.Usable(change, input.TransitGatewayId);
        var row = NewTransitGatewayRouteTable.Make(change, gateway.Id);
        change.TagNew(input.TagSpecifications, ResourceType.TransitGatewayRouteTable, row.Id);
        return new() { TransitGatewayRouteTable = TransitGatewayRouteTableView.Of(row, change) };
    }
}
