using System.Net;

namespace Virga.Network.Reachability;

/// <summary>
/// Follows a packet through the desired state, and its answer back, and names what lets it pass or stops it. It is the
/// same decision in the same order that the fabric makes with packets: a test holds one against the other.
/// A walk keeps the flows it opened, so one walker answers one question.
/// </summary>
internal sealed class PathWalker
{
    /// <summary>More hops than any sane topology has; a routing loop ends here.</summary>
    private const int HopLimit = 32;

    private readonly FabricIndex index;
    private readonly Dictionary<string, Connections> domains = new(StringComparer.Ordinal);
    private readonly PathLog log = new();
    private readonly VpcHop vpcHop;

    private PathWalker(FabricIndex index)
    {
        this.index = index;
        vpcHop = new VpcHop(index, Domain, log);
    }

    public static PathAnswer Walk(FabricIndex index, PathQuestion question)
    {
        var walker = new PathWalker(index);
        var arrival = walker.There(question);
        var isReachable = arrival is not null && walker.Back(arrival, question);
        return new PathAnswer(isReachable, walker.log.Steps, walker.log.Stop)
        {
            ReachedInterfaceId = arrival?.InterfaceId,
        };
    }

    private Position? There(PathQuestion question)
    {
        if (question.SourceInterfaceId is not { } id)
            return Follow(new Position(Place.Outside, "", First(question, question.SourceAddress!)));

        if (!index.Interfaces.TryGetValue(id, out var item) || !index.IsPlugged(item))
            return Unusable(id, "the interface is not attached to a running instance");
        var source = question.SourceAddress ?? Primary(item, question.Destination);
        if (source is null)
            return Unusable(id, "the interface has no address of this family");
        if (index.Vpcs[index.VpcIdOf(item)].HasServiceAt(question.Destination))
        {
            log.Pass(new PathStep(id, "Amazon's own services of the VPC are reached without routes, groups and ACLs")
            {
                Kind = PathStepKind.Vpc,
                VpcId = index.VpcIdOf(item),
                InterfaceId = id,
                Packet = First(question, source),
            });
            return new Position(Place.Outside, "", First(question, source).Reply());
        }

        var packet = First(question, source);
        return Follow(new Position(Place.Vpc, index.VpcIdOf(item), packet) { InterfaceId = id });
    }

    private bool Back(Position arrival, PathQuestion question)
    {
        if (log.Count == 1 && arrival.Place == Place.Outside)
            return true;
        log.Pass(new PathStep(arrival.InterfaceId ?? "outside", "receives the packet and answers")
        {
            IsArrival = true,
            Kind = arrival.InterfaceId is null ? PathStepKind.Internet : PathStepKind.Interface,
            VpcId = arrival.InterfaceId is null ? "" : arrival.VpcId,
            InterfaceId = arrival.InterfaceId,
            Packet = arrival.Packet,
        });
        var place = arrival.Place == Place.Guest ? Place.Vpc : Place.Outside;
        var end = Follow(arrival with { Place = place, Packet = arrival.Packet.Reply(), IsAnswer = true });
        return end is not null && IsExpected(end, question);
    }

    /// <summary>
    /// An answer that took another way (a NAT gateway's, say) may come from an address that nobody dialled.
    /// </summary>
    private bool IsExpected(Position end, PathQuestion question)
    {
        if (end.Packet.Source.Equals(question.Destination) && end.InterfaceId == question.SourceInterfaceId)
            return true;
        return Drop(
            PathStepKind.Internet, end, question.SourceInterfaceId ?? "outside",
            $"the answer comes from {end.Packet.Source}, and {question.Destination} was asked",
            ExplanationCode.NoPath) is not null;
    }

    /// <summary>Moves the packet until something keeps it.</summary>
    private Position? Follow(Position position)
    {
        for (var hops = 0; hops < HopLimit; hops++)
        {
            var next = position.Place switch
            {
                Place.Vpc => vpcHop.Move(position),
                Place.Outside => EnterFromOutside(position),
                Place.Edge => CrossEdge(position),
                Place.Transit => CrossTransit(position),
                _ => CrossNat(position),
            };
            if (next is null || next.Place == Place.Guest || (next.Place == Place.Outside))
                return next;
            position = next;
        }

        return Drop(PathStepKind.Vpc, position, position.VpcId, "the routes lead in a circle", ExplanationCode.NoPath);
    }

    private Position? EnterFromOutside(Position position) =>
        CrossEdge(position with { Place = Place.Edge, VpcId = "" });

    /// <summary>Between internet gateways: public addresses lead to their VPC, everything else to the world.</summary>
    private Position? CrossEdge(Position position)
    {
        var packet = position.Packet;
        if (position.VpcId.Length > 0 && !IsPublic(position.VpcId, packet.Source))
        {
            return Drop(
                PathStepKind.Gateway, position, position.VpcId,
                $"{packet.Source} leaves by the internet gateway without a public address",
                ExplanationCode.GatewayEgressNeedsPublicAddress);
        }

        if (Destination(packet.Destination) is { } vpcId)
        {
            if (EntryOf(vpcId, packet.Destination) is not { } link)
            {
                return Drop(
                    PathStepKind.Vpc, position, vpcId, "the VPC has no internet gateway",
                    ExplanationCode.DisconnectedVpcs);
            }

            return new Position(Place.Vpc, vpcId, packet) { Link = link, IsAnswer = position.IsAnswer };
        }

        if (position.VpcId.Length == 0)
        {
            return Outside(
                position, $"{packet.Destination} is not a public address of this machine's VPCs",
                ExplanationCode.GatewayIngressNeedsAssociation);
        }

        if (index.State.Settings.Internet == InternetReach.None && !position.IsAnswer)
            return Outside(position, "the fabric's setting keeps everything inside", ExplanationCode.NoPath);
        if (index.State.Settings.Internet == InternetReach.Internet && !position.IsAnswer
            && PrivateRanges.Contains(packet.Destination))
        {
            return Outside(
                position, "a private address is not reached through an internet gateway",
                PrivateRanges.IsShared(packet.Destination)
                    ? ExplanationCode.SharedDestination
                    : ExplanationCode.PrivateDestination);
        }

        log.Pass(Step(PathStepKind.Internet, position, "internet", $"{packet.Source} leaves for {packet.Destination}"));
        return position with { Place = Place.Outside };
    }

    private bool IsPublic(string vpcId, IPAddress address) => address.IsIpv4()
        ? index.ElasticByVpc[vpcId].Any(item => item.PublicAddress.Equals(address))
        : index.Vpcs[vpcId].Contains(address);

    private string? Destination(IPAddress address)
    {
        if (address.IsIpv4())
        {
            var elastic = index.State.ElasticAddresses.FirstOrDefault(item => item.PublicAddress.Equals(address));
            return elastic is not null && index.Interfaces.TryGetValue(elastic.InterfaceId, out var item)
                ? index.VpcIdOf(item)
                : null;
        }

        return index.State.Vpcs.FirstOrDefault(vpc => vpc.Contains(address)
            && EntryOf(vpc.Id, address) is not null)?.Id;
    }

    /// <summary>
    /// The link that public packets enter a VPC by: IPv6 answers need one even without internet gateway.
    /// </summary>
    private VpcLink? EntryOf(string vpcId, IPAddress address)
    {
        if (index.InternetGateways.ContainsKey(vpcId))
            return VpcLink.InternetGateway;
        return !address.IsIpv4() && index.EgressOnly.TryGetValue(vpcId, out var gateway)
            ? new VpcLink(VpcLinkKind.EgressOnlyInternetGateway, gateway.Id)
            : null;
    }

    private Position? CrossTransit(Position position)
    {
        var gateway = index.TransitGateways[position.Link.Id];
        var attachment = gateway.Attachments.First(item => item.VpcId == position.VpcId);
        var table = gateway.RouteTables.FirstOrDefault(item => item.Id == attachment.RouteTableId);
        var route = table?.Routes
            .Where(item => item.Destination.Contains(position.Packet.Destination))
            .MaxBy(item => item.Destination.PrefixLength);
        var target = gateway.Attachments.FirstOrDefault(item => item.Id == route?.AttachmentId);
        if (target is null || !index.Vpcs.ContainsKey(target.VpcId))
        {
            var owner = table?.Id ?? gateway.Id;
            return Drop(
                PathStepKind.TransitGateway, position, owner,
                $"no route of the transit gateway leads to {position.Packet.Destination}",
                table is null ? ExplanationCode.TransitNoAssociation : ExplanationCode.TransitNoRoute);
        }

        log.Pass(Step(
            PathStepKind.TransitGateway, position, gateway.Id, $"{route!.Destination} leads to {target.VpcId}"));
        return new Position(Place.Vpc, target.VpcId, position.Packet)
        {
            Link = new VpcLink(VpcLinkKind.TransitGateway, gateway.Id),
            IsAnswer = position.IsAnswer,
        };
    }

    /// <summary>A NAT gateway gives its own address to flows that begin behind it, and nothing else passes.</summary>
    private Position? CrossNat(Position position)
    {
        var item = index.Interfaces[position.InterfaceId!];
        var nat = index.NatByInterface[item.Id];
        var domain = Domain(nat.Id);
        if (domain.Answer(position.Packet) is { } answer)
        {
            log.Pass(Step(
                PathStepKind.NatGateway, position, nat.Id, $"translates the destination back to {answer.Destination}")
                with { InterfaceId = item.Id, Left = answer });
            return position with { Place = Place.Vpc, Packet = answer };
        }

        if (position.IsAnswer)
        {
            return Drop(
                PathStepKind.NatGateway, position, nat.Id, "the answer to a flow that the NAT gateway has not seen",
                ExplanationCode.NoPossibleDestination);
        }

        if (item.Owns(position.Packet.Destination))
        {
            return Drop(
                PathStepKind.NatGateway, position, nat.Id, "a NAT gateway accepts no flow from outside",
                ExplanationCode.NoPossibleDestination);
        }


        var translated = position.Packet with { Source = item.Ipv4Addresses[0] };
        domain.Confirm(position.Packet, translated);
        log.Pass(Step(PathStepKind.NatGateway, position, nat.Id, $"translates the source to {translated.Source}") with
        {
            InterfaceId = item.Id,
            Left = translated,
        });
        return position with { Place = Place.Vpc, Packet = translated };
    }

    private static Packet First(PathQuestion question, IPAddress source) =>
        question.Protocol is IpProtocol.Icmp or IpProtocol.Icmpv6
            ? new Packet(source, question.Destination, question.Protocol, 0, 0)
            {
                IcmpType = question.Protocol == IpProtocol.Icmp ? 8 : 128,
                IcmpCode = 0,
            }
            : new Packet(source, question.Destination, question.Protocol, question.SourcePort, question.Port);

    private static IPAddress? Primary(FabricInterface item, IPAddress destination) =>
        (destination.IsIpv4() ? item.Ipv4Addresses : item.Ipv6Addresses) is { Count: > 0 } list ? list[0] : null;

    private Connections Domain(string id)
    {
        if (!domains.TryGetValue(id, out var domain))
            domains[id] = domain = new Connections();
        return domain;
    }

    private static PathStep Step(PathStepKind kind, Position position, string component, string text) =>
        new(component, text)
        {
            Kind = kind,
            IsReturn = position.IsAnswer,
            VpcId = position.VpcId,
            Packet = position.Packet,
        };

    private Position? Drop(PathStepKind kind, Position position, string component, string text, string code) =>
        log.Drop(Step(kind, position, component, text), code);

    private Position? Outside(Position position, string text, string code) =>
        Drop(PathStepKind.Internet, position, "internet", text, code);

    /// <summary>The sender cannot send at all.</summary>
    private Position? Unusable(string id, string text) =>
        log.Drop(
            new PathStep(id, text)
            {
                Kind = PathStepKind.Interface,
                InterfaceId = id,
                Direction = GateDirection.Egress,
            },
            ExplanationCode.Unassociated);
}
