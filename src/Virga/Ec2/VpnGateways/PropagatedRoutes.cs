using Virga.Ec2.RouteTables;
using Virga.Ec2.VpnConnections;
using Virga.State;

namespace Virga.Ec2.VpnGateways;

/// <summary>
/// The routes that a table learns: those of the VPN connections of its gateways. A route of the user's, or a local one,
/// to the same destination hides them (VPC User Guide, "Route priority").
/// </summary>
internal static class PropagatedRoutes
{
    /// <summary>Destination and gateway of each, one a destination.</summary>
    public static IEnumerable<RouteRow> Of(WorldView at, RouteTableRow table)
    {
        if (table.PropagatingVgws.Count == 0) return [];
        var hidden = table.Routes.Select(route => route.Destination)
            .Concat(RouteTableView.LocalBlocks(table, at)).ToHashSet(StringComparer.Ordinal);
        return from connection in at.Rows<VpnConnectionRow>()
               where connection.VpnGatewayId is not null && connection.IsOpen
               where table.PropagatingVgws.Contains(connection.VpnGatewayId)
               from destination in connection.Routes
               where hidden.Add(destination)
               select new RouteRow
               {
                   Destination = destination, Target = connection.VpnGatewayId!, Origin = "EnableVgwRoutePropagation",
               };
    }
}
