using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.InstanceConnectEndpoints;

/// <summary>Lists endpoints of instance connect.</summary>
internal sealed class DescribeInstanceConnectEndpoints
    : IQuery<DescribeInstanceConnectEndpointsRequest, DescribeInstanceConnectEndpointsResult>
{
    private static readonly Listing<InstanceConnectEndpointRow, Ec2InstanceConnectEndpoint> Listing = new()
    {
        View = static (row, at) => row.View(at),
        Filters = new()
        {
            { "instance-connect-endpoint-id", one => one.InstanceConnectEndpointId },
            { "state", one => one.State },
            { "subnet-id", one => one.SubnetId },
            { "vpc-id", one => one.VpcId },
        },
        MinResults = 1,
        MaxResults = 50,
    };

    public static DescribeInstanceConnectEndpointsResult Run(
        DescribeInstanceConnectEndpointsRequest input, WorldView at)
    {
        var page = Listing.Page(
            at, input.InstanceConnectEndpointIds, input.Filters, input.MaxResults, input.NextToken);
        return new() { InstanceConnectEndpoints = page.Items, NextToken = page.NextToken };
    }
}
