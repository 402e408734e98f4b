using Virga.Ec2.NetworkInterfaces;
using Virga.Ec2.Tags;
using Virga.Ec2.VpcEndpoints;
using Virga.Ec2.VpnGateways;
using Virga.Ec2.Vpcs;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.RouteTables;

/// <summary>
/// A route table as AWS shows it: the local routes of the VPC's blocks first, then the others, then those of gateway
/// endpoints.
/// </summary>
internal static class RouteTableView
{
    public static RouteTable Of(RouteTableRow table, WorldView at) => new()
    {
        RouteTableId = table.Id,
        VpcId = table.VpcId,
        OwnerId = at.Account,
        Routes =
        [
            .. Locals(table, at), .. table.Routes.Select(route => Route(route, table, at)),
            .. PropagatedRoutes.Of(at, table).Select(route => Route(route, table, at)), .. Endpoints(table, at),
        ],
        Associations = [.. table.Associations.Select(association => Association(association, table))],
        PropagatingVgws = [.. table.PropagatingVgws.Select(id => new PropagatingVgw { GatewayId = id })],
        Tags = at.TagsOf(table.Id),
    };

    /// <summary>The blocks of the VPC, which no route of the user's replaces.</summary>
    public static IEnumerable<string> LocalBlocks(RouteTableRow table, WorldView at)
    {
        if (at.Find<VpcRow>(table.VpcId) is not { } vpc) return [];
        return vpc.CidrBlocks.Concat(vpc.Ipv6CidrBlocks).Select(one => one.Block)
            .Where(block => !table.Routes.Any(route => route.Destination == block));
    }

    private static IEnumerable<Route> Locals(RouteTableRow table, WorldView at) =>
        LocalBlocks(table, at).Select(block =>
        {
            var route = Bare(block);
            route.GatewayId = "local";
            route.Origin = RouteOrigin.CreateRouteTable;
            route.State = RouteState.Active;
            return route;
        });

    private static IEnumerable<Route> Endpoints(RouteTableRow table, WorldView at) =>
        at.Rows<VpcEndpointRow>().By(VpcEndpointRow.ByRouteTable, table.Id)
            .Where(endpoint => endpoint.PrefixListId is not null)
            .Select(endpoint => new Route
            {
                DestinationPrefixListId = endpoint.PrefixListId,
                GatewayId = endpoint.Id,
                Origin = RouteOrigin.CreateRoute,
                State = RouteState.Active,
            });

    private static Route Route(RouteRow row, RouteTableRow table, WorldView at)
    {
        var route = Bare(row.Destination);
        route.Origin = row.Origin;
        route.State = RouteTargets.IsActive(at, table, row.Target) ? RouteState.Active : RouteState.Blackhole;
        switch (Ids.PrefixOf(row.Target))
        {
            case "nat": route.NatGatewayId = row.Target; break;
            case "tgw": route.TransitGatewayId = row.Target; break;
            case "pcx": route.VpcPeeringConnectionId = row.Target; break;
            case "eigw": route.EgressOnlyInternetGatewayId = row.Target; break;
            case "lgw": route.LocalGatewayId = row.Target; break;
            case "cagw": route.CarrierGatewayId = row.Target; break;
            case "eni": SetInterface(route, row, at); break;
            default: route.GatewayId = row.Target; break;
        }

        return route;
    }

    private static void SetInterface(Route route, RouteRow row, WorldView at)
    {
        route.NetworkInterfaceId = row.Target;
        if (at.Find<NetworkInterfaceRow>(row.Target)?.Attachment is not { } attachment) return;
        route.InstanceId = attachment.InstanceId;
        route.InstanceOwnerId = attachment.InstanceOwnerId;
    }

    private static Route Bare(string destination)
    {
        if (destination.StartsWith("pl-", StringComparison.Ordinal))
            return new() { DestinationPrefixListId = destination };
        return destination.Contains(':', StringComparison.Ordinal)
            ? new() { DestinationIpv6CidrBlock = destination }
            : new() { DestinationCidrBlock = destination };
    }

    private static Wire.Ec2.RouteTableAssociation Association(RouteTableAssociation association, RouteTableRow table) =>
        new()
        {
            RouteTableAssociationId = association.Id,
            RouteTableId = table.Id,
            Main = association.IsMain,
            SubnetId = association.SubnetId,
            GatewayId = association.GatewayId,
            AssociationState = new() { State = RouteTableAssociationStateCode.Associated },
        };
}
