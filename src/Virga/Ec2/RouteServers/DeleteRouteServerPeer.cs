using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.RouteServers;

/// <summary>Deletes a peer.</summary>
internal sealed class DeleteRouteServerPeer : IMutation<DeleteRouteServerPeerRequest, DeleteRouteServerPeerResult>
{
    public static DeleteRouteServerPeerResult Run(DeleteRouteServerPeerRequest input, Change change)
    {
        var row = change.Named<RouteServerPeerRow>(input.RouteServerPeerId);
        row = change.Put(row with { State = RouteServerPeerState.Deleting });
        change.Later<RouteServerSettles>(RouteServerSettles.Delay, row.Id);
        return new() { RouteServerPeer = RouteServerView.Peer(row, change) };
    }
}
