using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.RouteServers;

/// <summary>A route server fills a route table no more.</summary>
internal sealed class DisableRouteServerPropagation
    : IMutation<DisableRouteServerPropagationRequest, DisableRouteServerPropagationResult>
{
    public static DisableRouteServerPropagationResult Run(DisableRouteServerPropagationRequest input, Change change)
    {
        var row = change.Named<RouteServerRow>(input.RouteServerId);
        var id = input.RouteTableId!;
        if (!row.RouteTableIds.Contains(id))
            throw new AwsException(
                "InvalidRouteServerPropagation.NotFound", $"The route server {row.Id} does not propagate to {id}.");
        change.Put(row with { RouteTableIds = [.. row.RouteTableIds.Where(one => one != id)] });
        var shape = EnableRouteServerPropagation.Shape(row.Id, id, RouteServerPropagationState.Deleting);
        return new() { RouteServerPropagation = shape };
    }
}
