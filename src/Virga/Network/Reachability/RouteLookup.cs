using System.Net;

namespace Virga.Network.Reachability;

/// <summary>Which way the router of a VPC sends a packet.</summary>
internal sealed class RouteLookup(
    FabricIndex index, Action<string, string> pass, Func<string, string, Position?> drop)
{
    public Exit? Find(Position position, FabricInterface? source, Packet packet)
    {
        var vpc = index.Vpcs[position.VpcId];
        var table = source is null
            ? null
            : index.RouteTables.GetValueOrDefault(index.Subnets[source.SubnetId].RouteTableId);
        var route = Best(table, packet.Destination);
        var isLocal = vpc.Contains(packet.Destination);
        if (isLocal && (route is null || !IsInside(vpc, route.Destination)))
            return Local(vpc, packet.Destination);
        if (source is null)
            return None(vpc.Id, $"what enters the VPC must be for its addresses, not for {packet.Destination}");
        if (route is null)
            return None(table?.Id ?? vpc.Id, $"no route to {packet.Destination}");

        var exit = Target(vpc, route.Target, packet.Destination);
        if (exit is null)
            return None(table!.Id, $"the route {route.Destination} is a blackhole");
        pass(table!.Id, $"{route.Destination} leads to {route.Target.Id}");
        return exit;
    }

    private Exit? Local(FabricVpc vpc, IPAddress destination)
    {
        var owner = index.Owner(vpc.Id, destination);
        if (owner is null)
            return None(vpc.Id, $"nothing in the VPC has the address {destination}");
        return index.IsPlugged(owner)
            ? new Exit(owner, VpcLink.None)
            : None(owner.Id, "the interface is not attached to a running instance");
    }

    private Exit? Target(FabricVpc vpc, FabricRouteTarget target, IPAddress destination) => target.Kind switch
    {
        FabricRouteTargetKind.Local => Local(vpc, destination),
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

    private Exit? None(string component, string text)
    {
        drop(component, text);
        return null;
    }
}
