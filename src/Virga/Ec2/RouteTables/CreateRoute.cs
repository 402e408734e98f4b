using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.RouteTables;

/// <summary>Adds a route to a table.</summary>
internal sealed class CreateRoute : IMutation<CreateRouteRequest, CreateRouteResult>
{
    /// <summary>VPC User Guide, "Amazon VPC quotas": routes per route table.</summary>
    private const int MaxRoutes = 500;

    public static CreateRouteResult Run(CreateRouteRequest input, Change change)
    {
        var table = change.Named<RouteTableRow>(input.RouteTableId);
        var destination = RouteDestination.Read(
            change, input.DestinationCidrBlock, input.DestinationIpv6CidrBlock, input.DestinationPrefixListId).Value;
        var target = RouteTargetChoice.Read(
            change, table, input.InstanceId, input.GatewayId, input.NatGatewayId, input.NetworkInterfaceId,
            input.VpcPeeringConnectionId, input.TransitGatewayId, input.EgressOnlyInternetGatewayId,
            input.VpcEndpointId, input.CarrierGatewayId, input.LocalGatewayId, input.CoreNetworkArn,
            input.OdbNetworkArn);
        var present = table.Routes.FirstOrDefault(route => route.Destination == destination);
        if (present is not null && present.Origin == RouteOrigin.CreateRoute
            && present.Target == target.Target) return new() { Return = true };
        if (present is { Origin: RouteOrigin.CreateRoute }
            || RouteTableView.LocalBlocks(table, change).Contains(destination, StringComparer.Ordinal))
            throw Ec2Errors.RouteAlreadyExists(destination);
        if (table.Routes.Count >= MaxRoutes)
            throw Ec2Errors.LimitExceeded(
                "RouteLimitExceeded", "The maximum number of routes has been reached for this route table.");
        var route = new RouteRow { Destination = destination, Target = target.Target, InstanceId = target.InstanceId };
        change.Put(table with { Routes = [.. table.Routes.Where(one => one != present), route] });
        return new() { Return = true };
    }
}
