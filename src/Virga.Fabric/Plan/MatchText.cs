using System.Globalization;
using System.Net;
using Virga.Network;
using Virga.Network.Reachability;

namespace Virga.Fabric.Plan;

/// <summary>
/// Writes the matches that groups and network ACLs have in common: a protocol with ports or ICMP type.
/// </summary>
internal static class MatchText
{
    /// <summary>
    /// The match for a protocol, with a space at its end; empty for every protocol; null where the protocol cannot
    /// occur in the family (ICMP in IPv6 and the reverse).
    /// </summary>
    public static string? Protocol(int protocol, int from, int to, bool isIpv4)
    {
        switch (protocol)
        {
            case IpProtocol.All:
                return "";
            case IpProtocol.Icmp:
                return isIpv4 ? Icmp("icmp", from, to, "meta l4proto 1 ") : null;
            case IpProtocol.Icmpv6:
                return isIpv4 ? null : Icmp("icmpv6", from, to, "meta l4proto 58 ");
        }

        var name = protocol == IpProtocol.Tcp ? "tcp" : "udp";
        if (!IpProtocol.HasPorts(protocol) || (from <= 0 && to is -1 or 65535))
            return string.Create(CultureInfo.InvariantCulture, $"meta l4proto {protocol} ");
        from = Math.Max(from, 0);
        return from == to
            ? string.Create(CultureInfo.InvariantCulture, $"{name} dport {from} ")
            : string.Create(CultureInfo.InvariantCulture, $"{name} dport {from}-{to} ");
    }

    /// <summary>"ip saddr 10.0.0.0/8 " and its like; a match on everything still says which family is meant.</summary>
    public static string Block(IPNetwork block, string side)
    {
        var family = block.IsIpv4() ? "ip" : "ip6";
        if (block.PrefixLength == 0)
            return block.IsIpv4() ? "meta nfproto ipv4 " : "meta nfproto ipv6 ";
        return $"{family} {side} {block} ";
    }

    private static string Icmp(string name, int type, int code, string any)
    {
        if (type == -1)
            return any;
        var match = string.Create(CultureInfo.InvariantCulture, $"{name} type {type} ");
        return code == -1 ? match : string.Create(CultureInfo.InvariantCulture, $"{match}{name} code {code} ");
    }
}
