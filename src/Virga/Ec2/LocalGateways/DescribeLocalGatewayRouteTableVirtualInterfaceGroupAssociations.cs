using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.LocalGateways;

/// <summary>Lists groups on route tables of local gateways: none.</summary>
internal sealed class DescribeLocalGatewayRouteTableVirtualInterfaceGroupAssociations
    : IQuery<DescribeLocalGatewayRouteTableVirtualInterfaceGroupAssociationsRequest,
        DescribeLocalGatewayRouteTableVirtualInterfaceGroupAssociationsResult>
{
    public static DescribeLocalGatewayRouteTableVirtualInterfaceGroupAssociationsResult Run(
        DescribeLocalGatewayRouteTableVirtualInterfaceGroupAssociationsRequest input, WorldView at)
    {
        LocalGatewayGroupAssociationIds.Check(input.LocalGatewayRouteTableVirtualInterfaceGroupAssociationIds);
        NoItems.Check(
            input.Filters, input.NextToken, "local-gateway-id", "local-gateway-route-table-arn",
            "local-gateway-route-table-id", "local-gateway-route-table-virtual-interface-group-association-id",
            "local-gateway-route-table-virtual-interface-group-id", "owner-id", "state");
        return new() { LocalGatewayRouteTableVirtualInterfaceGroupAssociations = [] };
    }
}
