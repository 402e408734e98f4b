using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.LocalGateways;

/// <summary>Lists route tables of local gateways: none.</summary>
internal sealed class DescribeLocalGatewayRouteTables
    : IQuery<DescribeLocalGatewayRouteTablesRequest, DescribeLocalGatewayRouteTablesResult>
{
    public static DescribeLocalGatewayRouteTablesResult Run(
        DescribeLocalGatewayRouteTablesRequest input, WorldView at)
    {
        LocalGatewayRouteTableIds.Check(input.LocalGatewayRouteTableIds);
        NoItems.Check(
            input.Filters, input.NextToken, "local-gateway-id", "local-gateway-route-table-arn",
            "local-gateway-route-table-id", "outpost-arn", "owner-id", "state");
        return new() { LocalGatewayRouteTables = [] };
    }
}
