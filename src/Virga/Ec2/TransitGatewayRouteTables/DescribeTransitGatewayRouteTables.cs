using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.TransitGatewayRouteTables;

/// <summary>Lists route tables of transit gateways.</summary>
internal sealed class DescribeTransitGatewayRouteTables
    : IQuery<DescribeTransitGatewayRouteTablesRequest, DescribeTransitGatewayRouteTablesResult>
{
    private static readonly Listing<TransitGatewayRouteTableRow, TransitGatewayRouteTable> Listing = new()
    {
        View = TransitGatewayRouteTableView.Of,
        Filters = new()
        {
            { "default-association-route-table", one => one.DefaultAssociationRouteTable },
            { "default-propagation-route-table", one => one.DefaultPropagationRouteTable },
            { "state", one => one.State },
            { "transit-gateway-id", one => one.TransitGatewayId },
            { "transit-gateway-route-table-id", one => one.TransitGatewayRouteTableId },
        },
    };

    public static DescribeTransitGatewayRouteTablesResult Run(
        DescribeTransitGatewayRouteTablesRequest input, WorldView at)
    {
        var page = Listing.Page(
            at, input.TransitGatewayRouteTableIds, input.Filters, input.MaxResults, input.NextToken);
        return new() { TransitGatewayRouteTables = page.Items, NextToken = page.NextToken };
    }
}
