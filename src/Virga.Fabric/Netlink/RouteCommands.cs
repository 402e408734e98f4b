using System.Buffers.Binary;
using System.Net;
using Virga.Fabric.Plan;
using Virga.Network;
using static Virga.Fabric.Netlink.RouteConstants;

namespace Virga.Fabric.Netlink;

/// <summary>Says the things of a plan in rtnetlink's words.</summary>
internal static class RouteCommands
{
    /// <summary>A veth pair: the near end here, the far end in the namespace that the descriptor is open on.</summary>
    public static NetlinkMessage AddVeth(VethRequest request)
    {
        var message = new NetlinkMessage(NewLink, Acknowledged | Create | Exclusive).Link(0)
            .Add(LinkName, request.Name)
            .Add(LinkMtu, (uint)request.Mtu)
            .Add(LinkGroup, request.Group);
        if (request.Mac.Length > 0)
            message.AddMac(LinkAddress, request.Mac);
        return message
            .Begin(LinkInfo).Add(LinkInfoKind, "veth").Begin(LinkInfoData).Begin(VethPeer)
            .Link(0)
            .Add(LinkName, request.PeerName)
            .Add(LinkMtu, (uint)request.Mtu)
            .AddMac(LinkAddress, request.PeerMac)
            .Add(LinkNamespace, (uint)request.PeerNamespace)
            .End().End().End();
    }

    /// <summary>Moves a link, which is down then, to another namespace, and names it.</summary>
    public static NetlinkMessage Move(int index, string name, int target) =>
        new NetlinkMessage(NewLink, Acknowledged).Link(index)
            .Add(LinkName, name)
            .Add(LinkNamespace, (uint)target);

    public static NetlinkMessage RemoveLink(string name) =>
        new NetlinkMessage(DeleteLink, Acknowledged).Link(0).Add(LinkName, name);

    public static NetlinkMessage FindLink(string name) => new NetlinkMessage(GetLink, 1).Link(0).Add(LinkName, name);

    public static NetlinkMessage Up(int index) => new NetlinkMessage(NewLink, Acknowledged).Link(index, 1, 1);

    public static NetlinkMessage Regroup(int index, uint group, int mtu) =>
        new NetlinkMessage(NewLink, Acknowledged).Link(index).Add(LinkGroup, group).Add(LinkMtu, (uint)mtu);

    /// <summary>
    /// Settings of a router's link; with proxy it answers ARP for everything that has a route elsewhere.
    /// </summary>
    public static NetlinkMessage Configure(int index, bool answersForOthers) =>
        new NetlinkMessage(NewLink, Acknowledged).Link(index)
            .Begin(LinkFamilies).Begin(Native.AddressFamilyInet).Begin(1)
            .Add(Forwarding, 1u)
            .Add(ProxyArp, answersForOthers ? 1u : 0u)
            .Add(AcceptRedirects, 0u)
            .Add(SendRedirects, 0u)
            .Add(ReversePathFilter, 0u)
            .End().End().End();

    /// <summary>Without this the kernel delays its answers for others by up to 0.8 s.</summary>
    public static NetlinkMessage AnswerAtOnce(int index) =>
        new NetlinkMessage(SetNeighbourTable, Acknowledged | Replace)
            .Fixed(Native.AddressFamilyInet, 0, 0, 0)
            .Add(1, "arp_cache")
            .Begin(6).Add(1, (uint)index).Add(13, 0ul).End();

    public static NetlinkMessage Address(ushort verb, int link, AddressSpec spec)
    {
        Span<byte> part = stackalloc byte[8];
        part.Clear();
        part[0] = Family(spec.Address);
        part[1] = (byte)spec.PrefixLength;
        // nodad: the address is usable at once; nobody else can have it.
        part[2] = spec.Address.IsIpv4() ? (byte)0 : (byte)2;
        BinaryPrimitives.WriteInt32LittleEndian(part[4..], link);
        var flags = verb == NewAddress ? (ushort)(Acknowledged | Create | Replace) : Acknowledged;
        return new NetlinkMessage(verb, flags).Fixed(part)
            .Add(AddressLocal, spec.Address)
            .Add(AddressValue, spec.Address);
    }

    public static NetlinkMessage Route(ushort verb, RouteSpec spec, int link)
    {
        var kind = spec.Kind switch
        {
            RouteKind.Local => LocalRoute,
            RouteKind.Blackhole => BlackholeRoute,
            _ => UnicastRoute,
        };
        var scope = spec.Kind == RouteKind.Local ? ScopeHost
            : spec.Gateway is null && spec.Kind == RouteKind.Unicast && spec.Destination.IsIpv4() ? ScopeLink
            : ScopeUniverse;
        Span<byte> part =
        [
            Family(spec.Destination.BaseAddress), (byte)spec.Destination.PrefixLength, 0, 0,
            0, Ours, scope, kind, 0, 0, 0, 0,
        ];
        if (spec.Gateway is not null)
            BinaryPrimitives.WriteUInt32LittleEndian(part[8..], OnLink);
        var flags = verb == NewRoute ? (ushort)(Acknowledged | Create | Replace) : Acknowledged;
        var message = new NetlinkMessage(verb, flags).Fixed(part)
            .Add(RouteTableAttribute, spec.Table)
            .Add(RouteDestination, spec.Destination.BaseAddress);
        if (link > 0)
            message.Add(RouteLink, (uint)link);
        if (spec.Metric > 0)
            message.Add(RoutePriority, spec.Metric);
        if (spec.Gateway is { } gateway)
            message.Add(RouteGateway, gateway);
        return message;
    }

    public static NetlinkMessage Rule(ushort verb, RuleSpec spec)
    {
        var sourceLength = spec.Source is null ? 0 : spec.Source.AsNetwork().PrefixLength;
        Span<byte> part =
        [
            spec.IsIpv6 ? (byte)Native.AddressFamilyInet6 : (byte)Native.AddressFamilyInet,
            0, (byte)sourceLength, 0, 0, 0, 0, spec.Table == 0 ? RuleBlackhole : RuleLookup, 0, 0, 0, 0,
        ];
        var flags = verb == NewRule ? (ushort)(Acknowledged | Create | Exclusive) : Acknowledged;
        var message = new NetlinkMessage(verb, flags).Fixed(part).Add(RulePriority, spec.Priority);
        if (spec.Table != 0)
            message.Add(RuleTable, spec.Table);
        if (spec.Mark != 0)
            message.Add(RuleMark, spec.Mark).Add(RuleMarkMask, uint.MaxValue);
        if (spec.IncomingLink.Length > 0)
            message.Add(RuleIncoming, spec.IncomingLink);
        if (spec.Source is { } source)
            message.Add(RuleSource, source);
        return message.Add(RuleProtocol, [Ours]);
    }

    public static NetlinkMessage Neighbour(ushort verb, NeighbourSpec spec, int link)
    {
        Span<byte> part = stackalloc byte[12];
        part.Clear();
        part[0] = Family(spec.Address);
        BinaryPrimitives.WriteInt32LittleEndian(part[4..], link);
        part[8] = 0x80;
        var flags = verb == NewNeighbour ? (ushort)(Acknowledged | Create | Replace) : Acknowledged;
        var message = new NetlinkMessage(verb, flags).Fixed(part).Add(NeighbourDestination, spec.Address);
        return verb == NewNeighbour ? message.AddMac(NeighbourMac, spec.MacAddress) : message;
    }

    public static NetlinkMessage List(ushort verb, byte family) =>
        new NetlinkMessage(verb, DumpFlags).Fixed(family, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    private static byte Family(IPAddress address) =>
        address.IsIpv4() ? (byte)Native.AddressFamilyInet : (byte)Native.AddressFamilyInet6;
}

/// <summary>A veth pair to be made. An empty MAC lets the kernel choose.</summary>
internal sealed record VethRequest(
    string Name, string Mac, uint Group, int Mtu, string PeerName, string PeerMac, int PeerNamespace);
