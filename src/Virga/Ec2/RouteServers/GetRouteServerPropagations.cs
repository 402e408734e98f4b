using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.RouteServers;

/// <summary>Lists the route tables that a route server fills.</summary>
internal sealed class GetRouteServerPropagations
    : IQuery<GetRouteServerPropagationsRequest, GetRouteServerPropagationsResult>
{
    public static GetRouteServerPropagationsResult Run(GetRouteServerPropagationsRequest input, WorldView at)
    {
        var row = at.Named<RouteServerRow>(input.RouteServerId);
        var ids = row.RouteTableIds.Where(id => input.RouteTableId is null || id == input.RouteTableId);
        return new()
        {
            RouteServerPropagations =
            [
                .. ids.Select(id =>
                    EnableRouteServerPropagation.Shape(row.Id, id, RouteServerPropagationState.Available)),
            ],
        };
    }
}
