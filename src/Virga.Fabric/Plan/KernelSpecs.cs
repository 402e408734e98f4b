using System.Net;

namespace Virga.Fabric.Plan;

/// <summary>An address on a link.</summary>
internal sealed record AddressSpec(string Link, IPAddress Address, int PrefixLength);

/// <summary>A route. Without link it is a blackhole, or (on lo) everything is local.</summary>
internal sealed record RouteSpec(uint Table, IPNetwork Destination, RouteKind Kind)
{
    public string Link { get; init; } = "";

    /// <summary>Next hop, always on the link (the kernel does not ask whether the link's subnet has it).</summary>
    public IPAddress? Gateway { get; init; }

    /// <summary>0 is the kernel's default; a route of a higher metric takes over when the better one is gone.</summary>
    public uint Metric { get; init; }
}

/// <summary>What a route does with packets.</summary>
internal enum RouteKind
{
    Unicast,
    Local,

    /// <summary>Drops without an answer, as AWS does.</summary>
    Blackhole,
}

/// <summary>
/// A policy rule; a mark or an incoming link or a source selects, a table (or nothing: blackhole) follows.
/// </summary>
internal sealed record RuleSpec(bool IsIpv6, uint Priority, uint Table)
{
    /// <summary>Packet mark; 0 selects every packet.</summary>
    public uint Mark { get; init; }

    public string IncomingLink { get; init; } = "";

    public IPAddress? Source { get; init; }
}

/// <summary>A permanent neighbour: no question is ever asked on the link, and no answer believed.</summary>
internal sealed record NeighbourSpec(string Link, IPAddress Address, string MacAddress);
