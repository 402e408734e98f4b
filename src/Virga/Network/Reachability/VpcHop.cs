using System.Net;

namespace Virga.Network.Reachability;

/// <summary>
/// One passage through the router of a VPC, in the order of the kernel: source check, flow lookup, destination
/// translation, routing, network ACLs, egress groups, ingress groups, source translation.
/// </summary>
internal sealed class VpcHop(FabricIndex index, Func<string, Connections> domain, PathLog log)
{
    private readonly GroupCheck groups = new(index, log);
    private readonly AclCheck acls = new(index, log);
    private readonly RouteLookup routes = new(index, log);

    public Position? Move(Position position)
    {
        log.Hop++;
        var source = position.InterfaceId is { } id ? index.Interfaces[id] : null;
        var arrived = position.Packet;
        if (source is { HasSourceDestCheck: true } && !source.Owns(arrived.Source) && !IsNat(source))
        {
            return Check(
                position, source, GateDirection.Egress, arrived,
                $"{arrived.Source} is not an address of the interface");
        }

        var flows = domain(position.VpcId);
        var answer = flows.Answer(arrived);
        var packet = answer is null ? TranslateDestination(position) : answer;
        if (answer is not null && position.Link.Kind == VpcLinkKind.InternetGateway
            && !answer.Destination.Equals(arrived.Destination))
        {
            log.Pass(At(position, $"translates {arrived.Destination} back to {answer.Destination}") with
            {
                Direction = GateDirection.Ingress,
                Left = answer,
            });
        }

        if (packet is null)
        {
            return log.Drop(
                At(position, $"{arrived.Destination} belongs to no address of the VPC"),
                ExplanationCode.GatewayIngressNeedsAssociation);
        }

        if (answer is null && position.Link.Kind == VpcLinkKind.EgressOnlyInternetGateway)
        {
            return log.Drop(
                EgressOnly(position, position.Link.Id, "an egress-only gateway lets no flow in"),
                ExplanationCode.NoPath);
        }

        var exit = routes.Find(position, source, packet);
        if (exit is null || IsBlocked(position, source, exit)
            || !acls.Allow(position, source, exit.Interface, packet))
            return null;
        // What an egress-only gateway lets out must have begun inside.
        if (exit.Link.Kind == VpcLinkKind.EgressOnlyInternetGateway && answer is not null)
        {
            return log.Drop(
                EgressOnly(position, exit.Link.Id, "an egress-only gateway passes no answers to flows from outside"),
                ExplanationCode.NoPath);
        }

        if (answer is null && !Admit(position, source, exit, packet))
            return null;

        return Leave(position, exit, packet, answer is null ? flows : null);
    }

    /// <summary>VPC block public access, by the subnet that is at the other end of the gateway.</summary>
    private bool IsBlocked(Position position, FabricInterface? source, Exit exit)
    {
        var (link, inside) = exit.Interface is null ? (exit.Link, source) : (position.Link, exit.Interface);
        if (inside is null
            || link.Kind is not (VpcLinkKind.InternetGateway or VpcLinkKind.EgressOnlyInternetGateway))
            return false;
        var subnet = index.Subnets[inside.SubnetId];
        var isPassing = subnet.InternetBlock switch
        {
            InternetBlock.None => true,
            InternetBlock.Ingress => link.Kind == VpcLinkKind.EgressOnlyInternetGateway || IsNat(inside),
            _ => false,
        };
        if (!isPassing)
            log.Drop(At(position, $"block public access keeps {subnet.Id} from the internet") with
            {
                InterfaceId = inside.Id,
                Direction = exit.Interface is null ? GateDirection.Egress : GateDirection.Ingress,
            }, ExplanationCode.PublicAccessBlocked);
        return !isPassing;
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
        var left = packet with { Destination = elastic.PrivateAddress };
        log.Pass(At(position, $"translates {elastic.PublicAddress} to {elastic.PrivateAddress}") with
        {
            Direction = GateDirection.Ingress,
            Left = left,
        });
        return left;
    }

    /// <summary>The two gates of a new flow. NAT gateways have no groups, here as on AWS.</summary>
    private bool Admit(Position position, FabricInterface? source, Exit exit, Packet packet)
    {
        if (exit.Link.Kind == VpcLinkKind.InternetGateway && packet.Source.IsIpv4()
            && !index.ElasticByVpc[position.VpcId].Any(item => item.PrivateAddress.Equals(packet.Source)))
        {
            var step = At(position, $"{packet.Source} has no public address") with { Packet = packet };
            return log.Drop(step, ExplanationCode.GatewayEgressNeedsPublicAddress) is not null;
        }

        if (source is not null && !IsNat(source)
            && !groups.Allow(position, source, packet, GateDirection.Egress, Peering(exit.Link)))
            return false;
        if (exit.Interface is not { } target)
            return true;
        if (target.HasSourceDestCheck && !target.Owns(packet.Destination) && !IsNat(target))
        {
            return Check(
                position, target, GateDirection.Ingress, packet,
                $"{packet.Destination} is not its address") is not null;
        }

        return IsNat(target) || groups.Allow(position, target, packet, GateDirection.Ingress, Peering(position.Link));
    }

    private Position? Leave(Position position, Exit exit, Packet packet, Connections? newFlow)
    {
        var left = packet;
        if (exit.Link.Kind == VpcLinkKind.InternetGateway && packet.Source.IsIpv4())
            left = newFlow is null ? TranslatedBack(position, packet) : TranslateSource(position, packet);
        newFlow?.Confirm(position.Packet, left);
        var next = position with { Packet = left, Link = exit.Link, InterfaceId = null };
        if (exit.Interface is { } target)
        {
            if (IsNat(target))
                return next with { Place = Place.Nat, InterfaceId = target.Id };
            return target.Owns(packet.Destination)
                ? next with { Place = Place.Guest, InterfaceId = target.Id }
                : log.Drop(
                    new PathStep(
                        target.Id, $"handed to {target.Attachment?.InstanceId}, which routes or drops it as it likes")
                    {
                        Kind = PathStepKind.Interface,
                        IsReturn = position.IsAnswer,
                        VpcId = position.VpcId,
                        InterfaceId = target.Id,
                        Packet = packet,
                    },
                    ExplanationCode.UnknownDestination);
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

    /// <summary>An answer has its source already: the address that the flow began with.</summary>
    private Packet TranslatedBack(Position position, Packet packet)
    {
        if (!packet.Source.Equals(position.Packet.Source))
        {
            log.Pass(At(position, $"translates {position.Packet.Source} back to {packet.Source}") with
            {
                Direction = GateDirection.Egress,
                Left = packet,
            });
        }

        return packet;
    }

    /// <summary>A new flow gets the interface's public address.</summary>
    private Packet TranslateSource(Position position, Packet packet)
    {
        var elastic = index.ElasticByVpc[position.VpcId].FirstOrDefault(
            item => item.PrivateAddress.Equals(packet.Source));
        if (elastic is null)
            return packet;
        var left = packet with { Source = elastic.PublicAddress };
        log.Pass(At(position, $"translates {packet.Source} to {elastic.PublicAddress}") with
        {
            Direction = GateDirection.Egress,
            Packet = packet,
            Left = left,
        });
        return left;
    }

    private bool IsNat(FabricInterface item) => index.NatByInterface.ContainsKey(item.Id);

    private string Gateway(string vpcId) => index.InternetGateways.TryGetValue(vpcId, out var found) ? found.Id : vpcId;

    private Position? Check(
        Position position, FabricInterface item, GateDirection direction, Packet packet, string text) =>
        log.Drop(
            new PathStep(item.Id, "source/destination check: " + text)
            {
                Kind = PathStepKind.Interface,
                IsReturn = position.IsAnswer,
                VpcId = position.VpcId,
                InterfaceId = item.Id,
                Direction = direction,
                Packet = packet,
            },
            ExplanationCode.SourceDestCheck);

    /// <summary>A step of the VPC's internet gateway.</summary>
    private PathStep At(Position position, string text) => new(Gateway(position.VpcId), text)
    {
        Kind = PathStepKind.Gateway,
        IsReturn = position.IsAnswer,
        VpcId = position.VpcId,
        Packet = position.Packet,
    };

    private PathStep EgressOnly(Position position, string id, string text) =>
        At(position, text) with { ComponentId = id };

    private static string? Peering(VpcLink link) => link.Kind == VpcLinkKind.Peering ? link.Id : null;
}

/// <summary>What a route leads to: an interface of the VPC, or a link out of it.</summary>
internal sealed record Exit(FabricInterface? Interface, VpcLink Link);
