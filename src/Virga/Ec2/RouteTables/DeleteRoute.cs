using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.RouteTables;

/// <summary>Removes a route from a table; the local ones stay.</summary>
internal sealed class DeleteRoute : IMutation<DeleteRouteRequest, DeleteRouteResult>
{
    public static DeleteRouteResult Run(DeleteRouteRequest input, Change change)
    {
        var table = change.Named<RouteTableRow>(input.RouteTableId);
        var destination = RouteDestination.Read(
            change, input.DestinationCidrBlock, input.DestinationIpv6CidrBlock, input.DestinationPrefixListId);
        if (RouteTableView.LocalBlocks(table, change).Contains(destination.Value, StringComparer.Ordinal))
            throw Ec2Errors.LocalRouteStays(destination.Value, table.Id);
        var rest = table.Routes.Where(route => route.Destination != destination.Value).ToList();
        if (rest.Count == table.Routes.Count)
            throw Ec2Errors.RouteNotFound(destination.Parameter, destination.Value, table.Id);
        change.Put(table with { Routes = rest });
        return new();
    }
}
