using System.Buffers.Binary;
using System.Net;
using Virga.Fabric.Plan;
using static Virga.Fabric.Netlink.RouteConstants;

namespace Virga.Fabric.Netlink;

/// <summary>What is in a namespace of ours, read back from the kernel in the plan's own terms.</summary>
internal sealed class KernelView
{
    public Dictionary<string, LinkView> Links { get; } = new(StringComparer.Ordinal);

    public HashSet<AddressSpec> Addresses { get; } = [];

    public HashSet<RouteSpec> Routes { get; } = [];

    public HashSet<RuleSpec> Rules { get; } = [];

    public HashSet<NeighbourSpec> Neighbours { get; } = [];

    public static KernelView Read(RouteSocket socket)
    {
        var view = new KernelView();
        var names = new Dictionary<int, string>();
        foreach (var link in ReadLinks(socket))
        {
            view.Links[link.Name] = link;
            names[link.Index] = link.Name;
        }

        socket.Dump(RouteCommands.List(GetAddress, 0), (_, data) => view.AddAddress(data, names));
        foreach (var family in new[] { Native.AddressFamilyInet, Native.AddressFamilyInet6 })
        {
            socket.Dump(RouteCommands.List(GetRoute, (byte)family), (_, data) => view.AddRoute(data, names));
            socket.Dump(RouteCommands.List(GetRule, (byte)family), (_, data) => view.AddRule(data));
            socket.Dump(RouteCommands.List(GetNeighbour, (byte)family), (_, data) => view.AddNeighbour(data, names));
        }

        return view;
    }

    public static List<LinkView> ReadLinks(RouteSocket socket)
    {
        var links = new List<LinkView>();
        socket.Dump(RouteCommands.List(GetLink, 0), (_, data) => links.Add(LinkView.Read(data)));
        return links;
    }

    private void AddAddress(ReadOnlySpan<byte> data, Dictionary<int, string> names)
    {
        var attributes = new NetlinkAttributes(data[8..]);
        var link = names.GetValueOrDefault(BinaryPrimitives.ReadInt32LittleEndian(data[4..]), "");
        var local = attributes[AddressLocal];
        var address = new IPAddress(local.IsEmpty ? attributes[AddressValue] : local);
        if (!IPAddress.IsLoopback(address))
            Addresses.Add(new AddressSpec(link, address, data[1]));
    }

    private void AddRoute(ReadOnlySpan<byte> data, Dictionary<int, string> names)
    {
        if (data[5] != Ours)
            return;
        var attributes = new NetlinkAttributes(data[12..]);
        var bytes = attributes[RouteDestination];
        var address = bytes.IsEmpty
            ? data[0] == Native.AddressFamilyInet ? IPAddress.Any : IPAddress.IPv6Any
            : new IPAddress(bytes);
        var kind = data[7] switch
        {
            LocalRoute => RouteKind.Local,
            BlackholeRoute => RouteKind.Blackhole,
            _ => RouteKind.Unicast,
        };
        var gateway = attributes[RouteGateway];
        // A blackhole of IPv6 is listed on lo.
        var link = kind == RouteKind.Blackhole ? "" : names.GetValueOrDefault((int)attributes.Number(RouteLink), "");
        Routes.Add(new RouteSpec(attributes.Number(RouteTableAttribute, data[4]), new IPNetwork(address, data[1]), kind)
        {
            Link = link,
            Gateway = gateway.IsEmpty ? null : new IPAddress(gateway),
            Metric = attributes.Number(RoutePriority) is var metric && metric == DefaultMetric6
                && data[0] == Native.AddressFamilyInet6 ? 0 : metric,
        });
    }

    private void AddRule(ReadOnlySpan<byte> data)
    {
        var attributes = new NetlinkAttributes(data[12..]);
        var protocol = attributes[RuleProtocol];
        if (protocol.IsEmpty || protocol[0] != Ours)
            return;
        var source = attributes[RuleSource];
        var table = data[7] == RuleLookup ? attributes.Number(RuleTable, data[4]) : 0;
        Rules.Add(new RuleSpec(data[0] == Native.AddressFamilyInet6, attributes.Number(RulePriority), table)
        {
            Mark = attributes.Number(RuleMark),
            IncomingLink = attributes.Text(RuleIncoming),
            Source = source.IsEmpty ? null : new IPAddress(source),
        });
    }

    private void AddNeighbour(ReadOnlySpan<byte> data, Dictionary<int, string> names)
    {
        const byte permanent = 0x80;
        if ((data[8] & permanent) == 0)
            return;
        var attributes = new NetlinkAttributes(data[12..]);
        var link = names.GetValueOrDefault(BinaryPrimitives.ReadInt32LittleEndian(data[4..]), "");
        Neighbours.Add(new NeighbourSpec(
            link, new IPAddress(attributes[NeighbourDestination]), LinkView.Mac(attributes[NeighbourMac])));
    }
}

/// <summary>
/// A link as the kernel lists it. The peer's index is that of the other end of a veth, in its namespace.
/// </summary>
internal sealed record LinkView(
    string Name, int Index, string MacAddress, uint Group, int Mtu, int PeerIndex, bool IsUp)
{
    public static LinkView Read(ReadOnlySpan<byte> data)
    {
        var attributes = new NetlinkAttributes(data[16..]);
        return new LinkView(
            attributes.Text(LinkName),
            BinaryPrimitives.ReadInt32LittleEndian(data[4..]),
            Mac(attributes[LinkAddress]),
            attributes.Number(LinkGroup),
            (int)attributes.Number(LinkMtu),
            (int)attributes.Number(LinkPeer),
            (BinaryPrimitives.ReadUInt32LittleEndian(data[8..]) & 1) != 0);
    }

    public static string Mac(ReadOnlySpan<byte> bytes) =>
        string.Join(':', bytes.ToArray().Select(value => value.ToString("x2")));
}
