using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.TransitGatewayRouteTables;

/// <summary>Adds a static route.</summary>
internal sealed class CreateTransitGatewayRoute
    : IMutation<CreateTransitGatewayRouteRequest, CreateTransitGatewayRouteResult>
{
    public static CreateTransitGatewayRouteResult Run(CreateTransitGatewayRouteRequest input, Change change)
    {
        var table = TransitGatewayRouteTableRules.Usable(change, input.TransitGatewayRouteTableId);
        var destination = TransitGatewayRouteTableRules.Destination(input.DestinationCidrBlock!);
        var target = TransitGatewayRouteTableRules.Target(
            change, table, input.TransitGatewayAttachmentId, input.Blackhole);
        if (table.Routes.Any(route => route.Destination == destination))
            throw Ec2Errors.TransitGatewayRouteExists(destination, table.Id);
        if (table.Routes.Count >= TransitGatewayRouteTableRules.MaxRoutes)
            throw Ec2Errors.LimitExceeded(
                "TransitGatewayRouteLimitExceeded", "The maximum number of routes has been reached.");
        table = change.Put(table with { Routes = [.. table.Routes, new(destination, target)] });
        return new() { Route = TransitGatewayRouteTableView.Route(change, table, destination) };
    }
}
