using System.Net;

namespace Virga.Network.Reachability;

/// <summary>
/// One passage through the router of a VPC, in the order of the kernel: source check, flow lookup, destination
/// translation, routing, network ACLs, egress groups, ingress groups, source translation.
/// </summary>
internal sealed class VpcHop(
    FabricIndex index,
    Func<string, Connections> domain,
    Action<string, string> pass,
    Func<string, string, Position?> drop)
{
    private readonly GroupCheck groups = new(index);
    private readonly AclCheck acls = new(index, pass, drop);
    private readonly RouteLookup routes = new(index, pass, drop);

    public Position? Move(Position position)
    {
        var source = position.InterfaceId is { } id ? index.Interfaces[id] : null;
        var arrived = position.Packet;
        if (source is { HasSourceDestCheck: true } && !source.Owns(arrived.Source) && !IsNat(source))
            return drop(source.Id, $"source/destination check: {arrived.Source} is not an address of the interface");

        var flows = domain(position.VpcId);
        var answer = flows.Answer(arrived);
        var packet = answer is null ? TranslateDestination(position) : answer;
        if (packet is null)
            return drop(Gateway(position.VpcId), $"{arrived.Destination} belongs to no address of the VPC");

        if (answer is null && position.Link.Kind == VpcLinkKind.EgressOnlyInternetGateway)
            return drop(position.Link.Id, "an egress-only gateway lets no flow in");
        var exit = routes.Find(position, source, packet);
        if (exit is null || !acls.Allow(position.VpcId, source, exit.Interface, packet))
            return null;
        // What an egress-only gateway lets out must have begun inside.
        if (exit.Link.Kind == VpcLinkKind.EgressOnlyInternetGateway && answer is not null)
            return drop(exit.Link.Id, "an egress-only gateway passes no answers to flows from outside");
        if (answer is null && !Admit(position, source, exit, packet))
            return null;

        return Leave(position, exit, packet, answer is null ? flows : null);
    }

    private Packet? TranslateDestination(Position position)
    {
        var packet = position.Packet;
        if (position.Link.Kind != VpcLinkKind.InternetGateway || !packet.Destination.IsIpv4())
            return packet;
        var elastic = index.ElasticByVpc[position.VpcId]
            .FirstOrDefault(item => item.PublicAddress.Equals(packet.Destination));
        if (elastic is null)
            return null;
        pass(Gateway(position.VpcId), $"translates {elastic.PublicAddress} to {elastic.PrivateAddress}");
        return packet with { Destination = elastic.PrivateAddress };
    }

    /// <summary>The two gates of a new flow. NAT gateways have no groups, here as on AWS.</summary>
    private bool Admit(Position position, FabricInterface? source, Exit exit, Packet packet)
    {
        if (exit.Link.Kind == VpcLinkKind.InternetGateway && packet.Source.IsIpv4()
            && !index.ElasticByVpc[position.VpcId].Any(item => item.PrivateAddress.Equals(packet.Source)))
            return drop(Gateway(position.VpcId), $"{packet.Source} has no public address") is not null;

        if (source is not null && !IsNat(source))
        {
            var allowing = groups.Allowing(source, packet, GateDirection.Egress, Peering(exit.Link));
            if (allowing is null)
                return drop(Groups(source), "no egress rule allows the packet") is not null;
            pass(allowing, $"an egress rule of {source.Id} allows the packet");
        }

        if (exit.Interface is not { } target)
            return true;
        if (target.HasSourceDestCheck && !target.Owns(packet.Destination) && !IsNat(target))
            return drop(target.Id, $"source/destination check: {packet.Destination} is not its address") is not null;
        if (IsNat(target))
            return true;
        var admitting = groups.Allowing(target, packet, GateDirection.Ingress, Peering(position.Link));
        if (admitting is null)
            return drop(Groups(target), "no ingress rule allows the packet") is not null;
        pass(admitting, $"an ingress rule of {target.Id} allows the packet");
        return true;
    }

    private Position? Leave(Position position, Exit exit, Packet packet, Connections? newFlow)
    {
        var left = packet;
        if (exit.Link.Kind == VpcLinkKind.InternetGateway && packet.Source.IsIpv4())
            left = TranslateSource(position, packet, newFlow is null);
        newFlow?.Confirm(position.Packet, left);
        var next = position with { Packet = left, Link = exit.Link, InterfaceId = null };
        if (exit.Interface is { } target)
        {
            if (IsNat(target))
                return next with { Place = Place.Nat, InterfaceId = target.Id };
            return target.Owns(packet.Destination)
                ? next with { Place = Place.Guest, InterfaceId = target.Id }
                : drop(target.Id, $"handed to {target.Attachment?.InstanceId}, which routes or drops it as it likes");
        }

        return exit.Link.Kind switch
        {
            VpcLinkKind.TransitGateway => next with { Place = Place.Transit },
            VpcLinkKind.Peering => next with
            {
                VpcId = index.Peerings[exit.Link.Id].Other(position.VpcId),
                Place = Place.Vpc,
            },
            _ => next with { Place = Place.Edge },
        };
    }

    /// <summary>
    /// An answer gets back the address that the flow began with, a new flow the interface's public one.
    /// </summary>
    private Packet TranslateSource(Position position, Packet packet, bool isAnswer)
    {
        var elastic = index.ElasticByVpc[position.VpcId].FirstOrDefault(
            item => item.PrivateAddress.Equals(packet.Source));
        if (isAnswer || elastic is null)
            return packet;
        pass(Gateway(position.VpcId), $"translates {packet.Source} to {elastic.PublicAddress}");
        return packet with { Source = elastic.PublicAddress };
    }

    private bool IsNat(FabricInterface item) => index.NatByInterface.ContainsKey(item.Id);

    private string Gateway(string vpcId) => index.InternetGateways.TryGetValue(vpcId, out var found) ? found.Id : vpcId;

    private static string Groups(FabricInterface item) =>
        item.SecurityGroupIds.Count == 0 ? item.Id : string.Join(',', item.SecurityGroupIds);

    private static string? Peering(VpcLink link) => link.Kind == VpcLinkKind.Peering ? link.Id : null;
}

/// <summary>What a route leads to: an interface of the VPC, or a link out of it.</summary>
internal sealed record Exit(FabricInterface? Interface, VpcLink Link);
