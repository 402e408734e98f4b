using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.RouteServers;

/// <summary>Deletes an endpoint without peers, with its interface.</summary>
internal sealed class DeleteRouteServerEndpoint
    : IMutation<DeleteRouteServerEndpointRequest, DeleteRouteServerEndpointResult>
{
    public static DeleteRouteServerEndpointResult Run(DeleteRouteServerEndpointRequest input, Change change)
    {
        var row = change.Named<RouteServerEndpointRow>(input.RouteServerEndpointId);
        if (change.Rows<RouteServerPeerRow>().Any(RouteServerPeerRow.ByEndpoint, row.Id))
            throw Ec2Errors.DependencyViolation($"The route server endpoint '{row.Id}' has peers.");
        row = change.Put(row with { State = RouteServerEndpointState.Deleting });
        change.Later<RouteServerSettles>(RouteServerSettles.Delay, row.Id);
        return new() { RouteServerEndpoint = RouteServerView.Endpoint(row, change) };
    }
}
