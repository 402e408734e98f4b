using Virga.Ec2.Tags;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.RouteServers;

/// <summary>Route servers, endpoints and peers as AWS shows them.</summary>
internal static class RouteServerView
{
    public static RouteServer Of(RouteServerRow row, WorldView at) => new()
    {
        RouteServerId = row.Id,
        AmazonSideAsn = row.AmazonSideAsn,
        State = row.State,
        PersistRoutesState = row.PersistState,
        PersistRoutesDuration = row.PersistMinutes,
        SnsNotificationsEnabled = false,
        Tags = at.TagsOf(row.Id),
    };

    public static RouteServerEndpoint Endpoint(RouteServerEndpointRow row, WorldView at) => new()
    {
        RouteServerEndpointId = row.Id,
        RouteServerId = row.ServerId,
        VpcId = row.VpcId,
        SubnetId = row.SubnetId,
        EniId = row.InterfaceId,
        EniAddress = row.Address,
        State = row.State,
        Tags = at.TagsOf(row.Id),
    };

    public static RouteServerPeer Peer(RouteServerPeerRow row, WorldView at)
    {
        var endpoint = at.Get<RouteServerEndpointRow>(row.EndpointId);
        return new()
        {
            RouteServerPeerId = row.Id,
            RouteServerEndpointId = endpoint.Id,
            RouteServerId = endpoint.ServerId,
            VpcId = endpoint.VpcId,
            SubnetId = endpoint.SubnetId,
            State = row.State,
            EndpointEniId = endpoint.InterfaceId,
            EndpointEniAddress = endpoint.Address,
            PeerAddress = row.PeerAddress,
            BgpOptions = new() { PeerAsn = row.PeerAsn, PeerLivenessDetection = row.Liveness },
            BgpStatus = new() { Status = RouteServerBgpState.Down },
            BfdStatus = new() { Status = RouteServerBfdState.Down },
            Tags = at.TagsOf(row.Id),
        };
    }
}
