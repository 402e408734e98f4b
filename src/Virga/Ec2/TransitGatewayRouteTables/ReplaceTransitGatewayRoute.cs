using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.TransitGatewayRouteTables;

/// <summary>Gives a static route another target.</summary>
internal sealed class ReplaceTransitGatewayRoute
    : IMutation<ReplaceTransitGatewayRouteRequest, ReplaceTransitGatewayRouteResult>
{
    public static ReplaceTransitGatewayRouteResult Run(ReplaceTransitGatewayRouteRequest input, Change change)
    {
        var table = TransitGatewayRouteTableRules.Usable(change, input.TransitGatewayRouteTableId);
        var destination = TransitGatewayRouteTableRules.Destination(input.DestinationCidrBlock!);
        if (!table.Routes.Any(route => route.Destination == destination))
            throw Ec2Errors.TransitGatewayRouteNotFound(destination, table.Id);
        var target = TransitGatewayRouteTableRules.Target(
            change, table, input.TransitGatewayAttachmentId, input.Blackhole);
        table = change.Put(table with
        {
            Routes = [.. table.Routes.Select(one => one.Destination == destination ? new(destination, target) : one)],
        });
        return new() { Route = TransitGatewayRouteTableView.Route(change, table, destination) };
    }
}
