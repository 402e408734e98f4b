using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.TransitGatewayRouteTables;

/// <summary>Removes a static route.</summary>
internal sealed class DeleteTransitGatewayRoute
    : IMutation<DeleteTransitGatewayRouteRequest, DeleteTransitGatewayRouteResult>
{
    public static DeleteTransitGatewayRouteResult Run(DeleteTransitGatewayRouteRequest input, Change change)
    {
        var table = TransitGatewayRouteTableRules.Usable(change, input.TransitGatewayRouteTableId);
        var destination = TransitGatewayRouteTableRules.Destination(input.DestinationCidrBlock!);
        if (!table.Routes.Any(route => route.Destination == destination))
            throw Ec2Errors.TransitGatewayRouteNotFound(destination, table.Id);
        var shape = TransitGatewayRouteTableView.Route(change, table, destination);
        shape.State = TransitGatewayRouteState.Deleted;
        change.Put(table with { Routes = [.. table.Routes.Where(one => one.Destination != destination)] });
        return new() { Route = shape };
    }
}
