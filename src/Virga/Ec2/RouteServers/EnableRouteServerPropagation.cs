using Virga.Ec2.RouteTables;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.RouteServers;

/// <summary>Lets a route server fill a route table of its VPC.</summary>
internal sealed class EnableRouteServerPropagation
    : IMutation<EnableRouteServerPropagationRequest, EnableRouteServerPropagationResult>
{
    public static EnableRouteServerPropagationResult Run(EnableRouteServerPropagationRequest input, Change change)
    {
        var row = change.Named<RouteServerRow>(input.RouteServerId);
        var table = change.Named<RouteTableRow>(input.RouteTableId);
        if (row.VpcId != table.VpcId) throw Ec2Errors.GatewayInOtherNetwork(table.Id, row.Id);
        if (!row.RouteTableIds.Contains(table.Id))
            change.Put(row with { RouteTableIds = [.. row.RouteTableIds, table.Id] });
        return new() { RouteServerPropagation = Shape(row.Id, table.Id, RouteServerPropagationState.Pending) };
    }

    public static RouteServerPropagation Shape(string id, string tableId, string state) =>
        new() { RouteServerId = id, RouteTableId = tableId, State = state };
}
