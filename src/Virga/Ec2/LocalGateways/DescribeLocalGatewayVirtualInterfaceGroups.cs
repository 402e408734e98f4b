using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.LocalGateways;

/// <summary>Lists groups of virtual interfaces: none.</summary>
internal sealed class DescribeLocalGatewayVirtualInterfaceGroups
    : IQuery<DescribeLocalGatewayVirtualInterfaceGroupsRequest, DescribeLocalGatewayVirtualInterfaceGroupsResult>
{
    public static DescribeLocalGatewayVirtualInterfaceGroupsResult Run(
        DescribeLocalGatewayVirtualInterfaceGroupsRequest input, WorldView at)
    {
        LocalGatewayGroupIds.Check(input.LocalGatewayVirtualInterfaceGroupIds);
        NoItems.Check(
            input.Filters, input.NextToken, "local-gateway-id", "local-gateway-virtual-interface-group-id",
            "local-gateway-virtual-interface-id", "owner-id");
        return new() { LocalGatewayVirtualInterfaceGroups = [] };
    }
}
