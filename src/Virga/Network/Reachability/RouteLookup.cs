using System.Net;

namespace Virga.Network.Reachability;

/// <summary>Which way the router of a VPC sends a packet.</summary>
internal sealed class RouteLookup(FabricIndex index, PathLog log)
{
    public Exit? Find(Position position, FabricInterface? source, Packet packet)
    {
        var vpc = index.Vpcs[position.VpcId];
        var table = index.RouteTables.GetValueOrDefault(
            source is not null ? index.Subnets[source.SubnetId].RouteTableId : EntranceTable(position));
        var route = Best(table, packet.Destination);
        var isLocal = vpc.Contains(packet.Destination);
        var step = new PathStep(table?.Id ?? vpc.Id, "")
        {
            Kind = table is null ? PathStepKind.Vpc : PathStepKind.RouteTable,
            IsReturn = position.IsAnswer,
            VpcId = vpc.Id,
            Direction = GateDirection.Egress,
            Packet = packet,
        };
        if (isLocal && (route is null || !IsInside(vpc, route.Destination)))
            return Local(vpc, packet.Destination, step);
        if (source is null && (route is null || !IsInside(vpc, route.Destination)))
        {
            return None(
                step with { Text = $"what enters the VPC must be for its addresses, not for {packet.Destination}" },
                position.Link.Kind == VpcLinkKind.Peering
                    ? ExplanationCode.PeeringDestinationNotInVpc
                    : ExplanationCode.GatewayDestinationNotInVpc);
        }

        if (route is null)
            return None(step with { Text = $"no route to {packet.Destination}" }, ExplanationCode.NoRoute);

        step = step with { Route = route };
        var exit = Target(vpc, route.Target, packet.Destination, step);
        if (exit is null)
        {
            return log.Stop is not null
                ? null
                : None(
                    step with { Text = $"the route {route.Destination} is a blackhole" },
                    ExplanationCode.BadStateRoute);
        }

        log.Pass(step with { Text = $"{route.Destination} leads to {route.Target.Id}" });
        return exit;
    }

    /// <summary>The edge association of the internet gateway that a packet entered by.</summary>
    private string EntranceTable(Position position) =>
        position.Link.Kind == VpcLinkKind.InternetGateway
        && index.InternetGateways.TryGetValue(position.VpcId, out var gateway)
            ? gateway.RouteTableId
            : "";

    private Exit? Local(FabricVpc vpc, IPAddress destination, PathStep step)
    {
        var owner = index.Owner(vpc.Id, destination);
        if (owner is null)
        {
            return None(
                step with
                {
                    ComponentId = vpc.Id,
                    Kind = PathStepKind.Vpc,
                    Text = $"nothing in the VPC has the address {destination}",
                },
                ExplanationCode.NoPossibleDestination);
        }

        if (!index.IsPlugged(owner))
        {
            return None(
                step with
                {
                    ComponentId = owner.Id,
                    Kind = PathStepKind.Interface,
                    InterfaceId = owner.Id,
                    Text = "the interface is not attached to a running instance",
                },
                ExplanationCode.Unassociated);
        }

        if (step.Kind == PathStepKind.RouteTable)
        {
            var block = (destination.IsIpv4() ? vpc.Cidrs : vpc.Ipv6Cidrs).First(cidr => cidr.Contains(destination));
            log.Pass(step with
            {
                Text = $"{block} is local",
                Route = new(block, new(FabricRouteTargetKind.Local, "local")),
            });
        }

        return new Exit(owner, VpcLink.None);
    }

    private Exit? Target(
        FabricVpc vpc, FabricRouteTarget target, IPAddress destination, PathStep step) => target.Kind switch
    {
        FabricRouteTargetKind.Local => Local(vpc, destination, step),
        FabricRouteTargetKind.InternetGateway when HasGateway(vpc, target) => new Exit(null, VpcLink.InternetGateway),
        FabricRouteTargetKind.EgressOnlyInternetGateway
            when index.EgressOnly.TryGetValue(vpc.Id, out var gateway) && gateway.Id == target.Id
                && !destination.IsIpv4()
            => new Exit(null, new VpcLink(VpcLinkKind.EgressOnlyInternetGateway, target.Id)),
        FabricRouteTargetKind.NatGateway when index.NatGateways.TryGetValue(target.Id, out var nat)
            => Interface(vpc, nat.InterfaceId),
        FabricRouteTargetKind.NetworkInterface => Interface(vpc, target.Id),
        FabricRouteTargetKind.VpcPeeringConnection when Crosses(vpc, target.Id)
            => new Exit(null, new VpcLink(VpcLinkKind.Peering, target.Id)),
        FabricRouteTargetKind.TransitGateway when index.TransitGateways.TryGetValue(target.Id, out var gateway)
            && gateway.Attachments.Any(attachment => attachment.VpcId == vpc.Id)
            => new Exit(null, new VpcLink(VpcLinkKind.TransitGateway, target.Id)),
        _ => null,
    };

    private bool HasGateway(FabricVpc vpc, FabricRouteTarget target) =>
        index.InternetGateways.TryGetValue(vpc.Id, out var gateway) && gateway.Id == target.Id;

    private bool Crosses(FabricVpc vpc, string peeringId) =>
        index.Peerings.TryGetValue(peeringId, out var peering)
        && (peering.RequesterVpcId == vpc.Id || peering.AccepterVpcId == vpc.Id)
        && index.Vpcs.ContainsKey(peering.Other(vpc.Id));

    private Exit? Interface(FabricVpc vpc, string interfaceId) =>
        index.Interfaces.TryGetValue(interfaceId, out var item) && index.VpcIdOf(item) == vpc.Id
        && index.IsPlugged(item)
            ? new Exit(item, VpcLink.None)
            : null;

    private static FabricRoute? Best(FabricRouteTable? table, IPAddress destination) =>
        table?.Routes.Where(route => route.Destination.Contains(destination))
            .MaxBy(route => route.Destination.PrefixLength);

    /// <summary>A route as specific as the local one replaces it (AWS: middlebox routing).</summary>
    private static bool IsInside(FabricVpc vpc, IPNetwork destination) =>
        (destination.IsIpv4() ? vpc.Cidrs : vpc.Ipv6Cidrs)
            .Any(cidr => cidr.Covers(destination));

    private Exit? None(PathStep step, string code)
    {
        log.Drop(step, code);
        return null;
    }
}
