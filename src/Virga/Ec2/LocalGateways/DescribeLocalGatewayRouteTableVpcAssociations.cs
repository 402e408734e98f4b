using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.LocalGateways;

/// <summary>Lists VPCs on local gateways: none.</summary>
internal sealed class DescribeLocalGatewayRouteTableVpcAssociations
    : IQuery<DescribeLocalGatewayRouteTableVpcAssociationsRequest, DescribeLocalGatewayRouteTableVpcAssociationsResult>
{
    public static DescribeLocalGatewayRouteTableVpcAssociationsResult Run(
        DescribeLocalGatewayRouteTableVpcAssociationsRequest input, WorldView at)
    {
        LocalGatewayVpcAssociationIds.Check(input.LocalGatewayRouteTableVpcAssociationIds);
        NoItems.Check(
            input.Filters, input.NextToken, "local-gateway-id", "local-gateway-route-table-arn",
            "local-gateway-route-table-id", "local-gateway-route-table-vpc-association-id", "owner-id", "state",
            "vpc-id");
        return new() { LocalGatewayRouteTableVpcAssociations = [] };
    }
}
