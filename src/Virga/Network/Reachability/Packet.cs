using System.Net;

namespace Virga.Network.Reachability;

/// <summary>
/// The part of a packet that decisions are made on. Ports are zero for protocols without ports; for ICMP the ports hold
/// nothing and type and code decide (echo request 8/0, reply 0/0; ICMPv6 128/0 and 129/0).
/// </summary>
internal sealed record Packet(
    IPAddress Source, IPAddress Destination, int Protocol, int SourcePort, int DestinationPort)
{
    public int IcmpType { get; init; } = -1;

    public int IcmpCode { get; init; } = -1;

    public bool IsIcmp => Protocol is IpProtocol.Icmp or IpProtocol.Icmpv6;

    /// <summary>The packet that answers this one.</summary>
    public Packet Reply() => this with
    {
        Source = Destination,
        Destination = Source,
        SourcePort = DestinationPort,
        DestinationPort = SourcePort,
        IcmpType = IcmpType switch { 8 => 0, 128 => 129, var other => other },
    };

    /// <summary>Whether a rule for the protocol and ports (or ICMP type and code) speaks of this packet.</summary>
    public bool Matches(int protocol, int from, int to)
    {
        if (protocol == IpProtocol.All)
            return true;
        if (protocol != Protocol)
            return false;
        if (IsIcmp)
            return (from == -1 || from == IcmpType) && (from == -1 || to == -1 || to == IcmpCode);
        return !IpProtocol.HasPorts(protocol)
            || (from == -1 && to == -1)
            || (DestinationPort >= from && DestinationPort <= to);
    }
}

/// <summary>IANA protocol numbers that the rules treat in their own way.</summary>
internal static class IpProtocol
{
    public const int All = -1;
    public const int Icmp = 1;
    public const int Tcp = 6;
    public const int Udp = 17;
    public const int Icmpv6 = 58;

    public static bool HasPorts(int protocol) => protocol is Tcp or Udp;
}
