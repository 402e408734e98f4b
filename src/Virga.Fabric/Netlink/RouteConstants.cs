namespace Virga.Fabric.Netlink;

/// <summary>Numbers of rtnetlink (linux/rtnetlink.h, if_link.h, fib_rules.h, neighbour.h).</summary>
internal static class RouteConstants
{
    public const ushort NewLink = 16, DeleteLink = 17, GetLink = 18;
    public const ushort NewAddress = 20, DeleteAddress = 21, GetAddress = 22;
    public const ushort NewRoute = 24, DeleteRoute = 25, GetRoute = 26;
    public const ushort NewNeighbour = 28, DeleteNeighbour = 29, GetNeighbour = 30;
    public const ushort NewRule = 32, DeleteRule = 33, GetRule = 34;
    public const ushort SetNeighbourTable = 67;

    public const ushort Acknowledged = 5;
    public const ushort Replace = 0x100;
    public const ushort Exclusive = 0x200;
    public const ushort Create = 0x400;
    public const ushort DumpFlags = 0x301;

    public const ushort LinkAddress = 1, LinkName = 3, LinkMtu = 4, LinkPeer = 5, LinkInfo = 18, LinkFamilies = 26;
    public const ushort LinkGroup = 27, LinkNamespace = 28, LinkInfoKind = 1, LinkInfoData = 2, VethPeer = 1;
    public const ushort AddressValue = 1, AddressLocal = 2, AddressFlags = 8;
    public const ushort RouteDestination =
        1, RouteLink = 4, RouteGateway = 5, RoutePriority = 6, RouteTableAttribute = 15;
    public const ushort NeighbourDestination = 1, NeighbourMac = 2;
    public const ushort RuleSource =
        2, RuleIncoming = 3, RulePriority = 6, RuleMark = 10, RuleTable = 15, RuleMarkMask = 16;
    public const ushort RuleProtocol = 21;

    /// <summary>
    /// devconf numbers of IPv4 (linux/ip.h), which are set with the link and need no writable /proc/sys.
    /// </summary>
    public const ushort Forwarding = 1, ProxyArp = 3, AcceptRedirects = 4, SendRedirects = 6, ReversePathFilter = 8;

    public const byte UnicastRoute = 1, LocalRoute = 2, BlackholeRoute = 6;
    public const byte RuleLookup = 1, RuleBlackhole = 6;
    public const byte ScopeUniverse = 0, ScopeLink = 253, ScopeHost = 254;
    public const uint OnLink = 4;

    /// <summary>The metric that IPv6 gives to a route that names none (IP6_RT_PRIO_USER).</summary>
    public const uint DefaultMetric6 = 1024;

    /// <summary>
    /// Marks routes and rules as ours (V), so that others' are never touched. Above those that are given out.
    /// </summary>
    public const byte Ours = 86;
}
