using Virga.Ec2.NetworkInterfaces;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.RouteServers;

/// <summary>A route server, endpoint or peer reaches the state that it is on its way to, or is gone.</summary>
internal sealed class RouteServerSettles : ITransition
{
    public static readonly TimeSpan Delay = TimeSpan.FromSeconds(1);

    public static void Run(Change change, string subject)
    {
        if (change.Find<RouteServerRow>(subject) is { } server)
        {
            if (server.State == RouteServerState.Deleting) change.Remove<RouteServerRow>(subject);
            else change.Put(server with { State = RouteServerState.Available });
        }
        else if (change.Find<RouteServerEndpointRow>(subject) is { } endpoint) Settle(change, endpoint);
        else if (change.Find<RouteServerPeerRow>(subject) is { } peer)
        {
            if (peer.State == RouteServerPeerState.Deleting) change.Remove<RouteServerPeerRow>(subject);
            else change.Put(peer with { State = RouteServerPeerState.Available });
        }
    }

    private static void Settle(Change change, RouteServerEndpointRow endpoint)
    {
        if (endpoint.State != RouteServerEndpointState.Deleting)
        {
            change.Put(endpoint with { State = RouteServerEndpointState.Available });
            return;
        }

        if (change.Find<NetworkInterfaceRow>(endpoint.InterfaceId) is { } eni) RemoveInterface.Run(change, eni);
        change.Remove<RouteServerEndpointRow>(endpoint.Id);
    }
}
