using System.Net;

namespace Virga.Network;

/// <summary>A route table; the local routes of the VPC are implied and need not be listed.</summary>
internal sealed record FabricRouteTable : IFabricObject
{
    public required string Id { get; init; }

    /// <summary>Number of the table in the kernel, after an offset.</summary>
    public required int Index { get; init; }

    public required string VpcId { get; init; }

    /// <summary>
    /// At most one route a destination; propagated and prefix-list routes are expanded by the computation.
    /// </summary>
    public ValueList<FabricRoute> Routes { get; init; } = [];
}

/// <summary>One route; the most specific destination wins.</summary>
internal sealed record FabricRoute(IPNetwork Destination, FabricRouteTarget Target);

/// <summary>Where a route leads; the id is empty for a blackhole and for local.</summary>
internal sealed record FabricRouteTarget(FabricRouteTargetKind Kind, string Id = "");

/// <summary>The kinds of route target that can be made real; everything else is given as a blackhole.</summary>
internal enum FabricRouteTargetKind
{
    /// <summary>The VPC itself.</summary>
    Local,
    InternetGateway,
    EgressOnlyInternetGateway,
    NatGateway,
    VpcPeeringConnection,

    /// <summary>
    /// An interface (a NAT instance, a middlebox). A route to an instance is given as its primary interface.
    /// </summary>
    NetworkInterface,
    TransitGateway,

    /// <summary>The target is gone, or is of a kind that has no packets here.</summary>
    Blackhole,
}
