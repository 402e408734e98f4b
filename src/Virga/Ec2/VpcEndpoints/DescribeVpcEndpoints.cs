using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.VpcEndpoints;

/// <summary>Lists endpoints.</summary>
internal sealed class DescribeVpcEndpoints : IQuery<DescribeVpcEndpointsRequest, DescribeVpcEndpointsResult>
{
    private static readonly Listing<VpcEndpointRow, VpcEndpoint> Listing = new()
    {
        View = VpcEndpointView.Of,
        Filters = new()
        {
            { "ip-address-type", one => one.IpAddressType },
            { "service-name", one => one.ServiceName },
            { "service-region", one => one.ServiceRegion },
            { "vpc-id", one => one.VpcId },
            { "vpc-endpoint-id", one => one.VpcEndpointId },
            { "vpc-endpoint-state", one => one.State },
            { "vpc-endpoint-type", one => one.VpcEndpointType },
        },
    };

    public static DescribeVpcEndpointsResult Run(DescribeVpcEndpointsRequest input, WorldView at)
    {
        var page = Listing.Page(at, input.VpcEndpointIds, input.Filters, input.MaxResults, input.NextToken);
        return new() { VpcEndpoints = page.Items, NextToken = page.NextToken };
    }
}
