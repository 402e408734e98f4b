using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Outposts;

/// <summary>Lists service links of Outposts: none.</summary>
internal sealed class DescribeServiceLinkVirtualInterfaces
    : IQuery<DescribeServiceLinkVirtualInterfacesRequest, DescribeServiceLinkVirtualInterfacesResult>
{
    public static DescribeServiceLinkVirtualInterfacesResult Run(
        DescribeServiceLinkVirtualInterfacesRequest input, WorldView at)
    {
        ServiceLinkInterfaceIds.Check(input.ServiceLinkVirtualInterfaceIds);
        NoItems.Check(
            input.Filters, input.NextToken, "outpost-lag-id", "outpost-arn", "owner-id", "state", "vlan",
            "service-link-virtual-interface-id", "local-gateway-virtual-interface-id");
        return new() { ServiceLinkVirtualInterfaces = [] };
    }
}
