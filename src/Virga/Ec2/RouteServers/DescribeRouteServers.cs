using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.RouteServers;

/// <summary>Lists route servers.</summary>
internal sealed class DescribeRouteServers : IQuery<DescribeRouteServersRequest, DescribeRouteServersResult>
{
    private static readonly Listing<RouteServerRow, RouteServer> Listing = new()
    {
        View = RouteServerView.Of,
        Filters = new()
        {
            { "route-server-id", one => one.RouteServerId },
            { "state", one => one.State },
            { "amazon-side-asn", one => one.AmazonSideAsn },
        },
    };

    public static DescribeRouteServersResult Run(DescribeRouteServersRequest input, WorldView at)
    {
        var page = Listing.Page(at, input.RouteServerIds, input.Filters, input.MaxResults, input.NextToken);
        return new() { RouteServers = page.Items, NextToken = page.NextToken };
    }
}
