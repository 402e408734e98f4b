using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.LocalGateways;

/// <summary>Lists virtual interfaces of local gateways: none.</summary>
internal sealed class DescribeLocalGatewayVirtualInterfaces
    : IQuery<DescribeLocalGatewayVirtualInterfacesRequest, DescribeLocalGatewayVirtualInterfacesResult>
{
    public static DescribeLocalGatewayVirtualInterfacesResult Run(
        DescribeLocalGatewayVirtualInterfacesRequest input, WorldView at)
    {
        LocalGatewayInterfaceIds.Check(input.LocalGatewayVirtualInterfaceIds);
        NoItems.Check(
            input.Filters, input.NextToken, "local-address", "local-bgp-asn", "local-gateway-id",
            "local-gateway-virtual-interface-id", "owner-id", "peer-address", "peer-bgp-asn", "vlan");
        return new() { LocalGatewayVirtualInterfaces = [] };
    }
}
