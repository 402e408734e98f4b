using Virga.Ec2.Tags;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.RouteServers;

/// <summary>
/// Names an appliance that would tell an endpoint its routes. Its session is down: nobody speaks BGP.
/// </summary>
internal sealed class CreateRouteServerPeer : IMutation<CreateRouteServerPeerRequest, CreateRouteServerPeerResult>
{
    public static CreateRouteServerPeerResult Run(CreateRouteServerPeerRequest input, Change change)
    {
        var endpoint = change.Named<RouteServerEndpointRow>(input.RouteServerEndpointId);
        if (!Cidr.TryParseAddress(input.PeerAddress, out _))
            throw CommonErrors.InvalidParameterValue(
                $"Value ({input.PeerAddress}) for parameter PeerAddress is invalid.");
        if (change.Rows<RouteServerPeerRow>().By(RouteServerPeerRow.ByEndpoint, endpoint.Id)
            .Any(one => one.PeerAddress == input.PeerAddress))
            throw CommonErrors.InvalidParameterValue(
                $"The endpoint {endpoint.Id} already has a peer with the address {input.PeerAddress}.");
        var row = change.Put(new RouteServerPeerRow(change.NewId("rsp"))
        {
            EndpointId = endpoint.Id,
            PeerAddress = input.PeerAddress!,
            PeerAsn = input.BgpOptions?.PeerAsn ?? throw CommonErrors.MissingParameter("BgpOptions.PeerAsn"),
            Liveness = input.BgpOptions.PeerLivenessDetection ?? RouteServerPeerLivenessMode.BgpKeepalive,
            State = RouteServerPeerState.Pending,
        });
        change.TagNew(input.TagSpecifications, ResourceType.RouteServerPeer, row.Id);
        change.Later<RouteServerSettles>(RouteServerSettles.Delay, row.Id);
        return new() { RouteServerPeer = RouteServerView.Peer(row, change) };
    }
}
