using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.RouteServers;

/// <summary>Lists peers of route servers.</summary>
internal sealed class DescribeRouteServerPeers : IQuery<DescribeRouteServerPeersRequest, DescribeRouteServerPeersResult>
{
    private static readonly Listing<RouteServerPeerRow, RouteServerPeer> Listing = new()
    {
        View = RouteServerView.Peer,
        Filters = new()
        {
            { "route-server-peer-id", one => one.RouteServerPeerId },
            { "route-server-endpoint-id", one => one.RouteServerEndpointId },
            { "route-server-id", one => one.RouteServerId },
            { "peer-address", one => one.PeerAddress },
            { "vpc-id", one => one.VpcId },
            { "state", one => one.State },
        },
    };

    public static DescribeRouteServerPeersResult Run(DescribeRouteServerPeersRequest input, WorldView at)
    {
        var page = Listing.Page(at, input.RouteServerPeerIds, input.Filters, input.MaxResults, input.NextToken);
        return new() { RouteServerPeers = page.Items, NextToken = page.NextToken };
    }
}
