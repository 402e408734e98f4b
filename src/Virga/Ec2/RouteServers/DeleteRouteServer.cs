using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.RouteServers;

/// <summary>Deletes a route server that serves no VPC and has no endpoints.</summary>
internal sealed class DeleteRouteServer : IMutation<DeleteRouteServerRequest, DeleteRouteServerResult>
{
    public static DeleteRouteServerResult Run(DeleteRouteServerRequest input, Change change)
    {
        var row = change.Named<RouteServerRow>(input.RouteServerId);
        if (row.VpcId is not null || change.Rows<RouteServerEndpointRow>().Any(RouteServerEndpointRow.ByServer, row.Id))
            throw Ec2Errors.DependencyViolation($"The route server '{row.Id}' has dependencies and cannot be deleted.");
        row = change.Put(row with { State = RouteServerState.Deleting });
        change.Later<RouteServerSettles>(RouteServerSettles.Delay, row.Id);
        return new() { RouteServer = RouteServerView.Of(row, change) };
    }
}
