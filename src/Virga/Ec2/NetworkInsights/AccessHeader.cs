using System.Globalization;
using System.Net;
using Virga.Ec2.PrefixLists;
using Virga.Network.Reachability;
using Virga.State;

namespace Virga.Ec2.NetworkInsights;

/// <summary>Whether packets look like what a path of an access scope says.</summary>
internal static class AccessHeader
{
    public static bool Matches(WorldView at, AccessHeaderFact? header, Packet packet)
    {
        if (header is null) return true;
        var protocol = packet.Protocol == IpProtocol.Tcp ? Wire.Ec2.Protocol.Tcp : Wire.Ec2.Protocol.Udp;
        return (header.Protocols.Count == 0 || header.Protocols.Contains(protocol))
            && IsIn(at, header.SourceAddresses, header.SourcePrefixLists, packet.Source)
            && IsIn(at, header.DestinationAddresses, header.DestinationPrefixLists, packet.Destination)
            && IsAmong(header.SourcePorts, packet.SourcePort)
            && IsAmong(header.DestinationPorts, packet.DestinationPort);
    }

    /// <summary>"80" or "1-1024"; null for anything else.</summary>
    public static PortRangeFact? Ports(string text)
    {
        var parts = text.Split('-');
        return parts.Length is 1 or 2 && Port(parts[0]) is { } from && Port(parts[^1]) is { } to && from <= to
            ? new(from, to)
            : null;
    }

    /// <summary>Blocks as networks; an address is one too.</summary>
    public static IEnumerable<IPNetwork> Blocks(
        WorldView at, IReadOnlyList<string> addresses, IReadOnlyList<string> lists) =>
        addresses.Concat(lists.SelectMany(id => at.Find<PrefixListRow>(id)?.Entries.Select(entry => entry.Cidr) ?? []))
            .Select(text => IPNetwork.TryParse(text, out var block) ? block : Single(IPAddress.Parse(text)));

    private static IPNetwork Single(IPAddress address) => new(address, address.GetAddressBytes().Length * 8);

    private static bool IsIn(
        WorldView at, IReadOnlyList<string> addresses, IReadOnlyList<string> lists, IPAddress address) =>
        (addresses.Count == 0 && lists.Count == 0)
        || Blocks(at, addresses, lists).Any(block => block.Contains(address));

    private static bool IsAmong(IReadOnlyList<string> ports, int port) =>
        ports.Count == 0 || ports.Any(text => Ports(text)!.Contains(port));

    private static int? Port(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= 65_535
            ? port
            : null;
}
