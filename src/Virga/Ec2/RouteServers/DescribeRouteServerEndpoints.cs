using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.RouteServers;

/// <summary>Lists endpoints of route servers.</summary>
internal sealed class DescribeRouteServerEndpoints
    : IQuery<DescribeRouteServerEndpointsRequest, DescribeRouteServerEndpointsResult>
{
    private static readonly Listing<RouteServerEndpointRow, RouteServerEndpoint> Listing = new()
    {
        View = RouteServerView.Endpoint,
        Filters = new()
        {
            { "route-server-endpoint-id", one => one.RouteServerEndpointId },
            { "route-server-id", one => one.RouteServerId },
            { "subnet-id", one => one.SubnetId },
            { "vpc-id", one => one.VpcId },
            { "state", one => one.State },
        },
    };

    public static DescribeRouteServerEndpointsResult Run(DescribeRouteServerEndpointsRequest input, WorldView at)
    {
        var page = Listing.Page(at, input.RouteServerEndpointIds, input.Filters, input.MaxResults, input.NextToken);
        return new() { RouteServerEndpoints = page.Items, NextToken = page.NextToken };
    }
}
