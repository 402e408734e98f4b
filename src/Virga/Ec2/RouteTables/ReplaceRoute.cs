using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.RouteTables;

/// <summary>Gives a route another target; a local route too, and back again (LocalTarget).</summary>
internal sealed class ReplaceRoute : IMutation<ReplaceRouteRequest, ReplaceRouteResult>
{
    public static ReplaceRouteResult Run(ReplaceRouteRequest input, Change change)
    {
        var table = change.Named<RouteTableRow>(input.RouteTableId);
        var destination = RouteDestination.Read(
            change, input.DestinationCidrBlock, input.DestinationIpv6CidrBlock, input.DestinationPrefixListId).Value;
        var isLocal = RouteTableView.LocalBlocks(table, change).Contains(destination, StringComparer.Ordinal);
        if (!isLocal && !table.Routes.Any(route => route.Destination == destination))
            throw Ec2Errors.NoRouteToReplace(destination);
        var rest = table.Routes.Where(route => route.Destination != destination);
        if (input.LocalTarget == true)
        {
            change.Put(table with { Routes = [.. rest] });
            return new();
        }

        var target = RouteTargetChoice.Read(
            change, table, input.InstanceId, input.GatewayId, input.NatGatewayId, input.NetworkInterfaceId,
            input.VpcPeeringConnectionId, input.TransitGatewayId, input.EgressOnlyInternetGatewayId,
            input.VpcEndpointId, input.CarrierGatewayId, input.LocalGatewayId, input.CoreNetworkArn,
            input.OdbNetworkArn);
        var route = new RouteRow { Destination = destination, Target = target.Target, InstanceId = target.InstanceId };
        change.Put(table with { Routes = [.. rest, route] });
        return new();
    }
}
