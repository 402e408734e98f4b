using System.Net;

namespace Virga.Network;

/// <summary>An internet gateway attached to a VPC (at most one a VPC).</summary>
internal sealed record FabricInternetGateway(string Id, string VpcId) : IFabricObject
{
    /// <summary>The table for what enters by the gateway (edge association); empty for none.</summary>
    public string RouteTableId { get; init; } = "";
}

/// <summary>An egress-only internet gateway: IPv6 flows that begin inside (at most one a VPC).</summary>
internal sealed record FabricEgressOnlyInternetGateway(string Id, string VpcId) : IFabricObject;

/// <summary>
/// A NAT gateway. Its addresses, subnet and MAC are those of its interface; it reaches the internet if that interface's
/// address has an elastic address, and is a private NAT gateway otherwise. Secondary addresses share the sources.
/// </summary>
internal sealed record FabricNatGateway(string Id, int Index, string InterfaceId) : IFabricObject;

/// <summary>An active peering connection. Routes on both sides decide what uses it.</summary>
internal sealed record FabricPeering(string Id, int Index, string RequesterVpcId, string AccepterVpcId) : IFabricObject
{
    public string Other(string vpcId) => vpcId == RequesterVpcId ? AccepterVpcId : RequesterVpcId;
}

/// <summary>A transit gateway with its VPC attachments and its own route tables.</summary>
internal sealed record FabricTransitGateway : IFabricObject
{
    public required string Id { get; init; }

    public required int Index { get; init; }

    public ValueList<FabricTransitAttachment> Attachments { get; init; } = [];

    public ValueList<FabricTransitRouteTable> RouteTables { get; init; } = [];
}

/// <summary>
/// A VPC's attachment; RouteTableId is the associated table, empty for none (its packets are dropped).
/// </summary>
internal sealed record FabricTransitAttachment(string Id, int Index, string VpcId, string RouteTableId);

/// <summary>A route table of a transit gateway, static and propagated routes together.</summary>
internal sealed record FabricTransitRouteTable(string Id, int Index, ValueList<FabricTransitRoute> Routes);

/// <summary>A route of a transit gateway; no attachment is a blackhole.</summary>
internal sealed record FabricTransitRoute(IPNetwork Destination, string AttachmentId);

/// <summary>
/// A public IPv4 address that stands for a private one: packets for it arrive at the internet gateway of the
/// interface's VPC. The id is the allocation's, or the public address where AWS gives no allocation.
/// </summary>
internal sealed record FabricElasticAddress(
    string Id, IPAddress PublicAddress, string InterfaceId, IPAddress PrivateAddress)
    : IFabricObject;

/// <summary>
/// A port of the machine that leads to an instance. The emulator listens on it and dials inside with the address of
/// its client, so groups and ACLs decide on the real client. The id is made of the host's side, which is unique.
/// </summary>
internal sealed record FabricPublishedPort : IFabricObject
{
    public string Id => $"tcp/{HostAddress}:{HostPort}";

    public required IPAddress HostAddress { get; init; }

    public required int HostPort { get; init; }

    /// <summary>A public address of the state, or a private address of the VPC.</summary>
    public required IPAddress Address { get; init; }

    /// <summary>VPC of a private address; empty for a public one.</summary>
    public string VpcId { get; init; } = "";

    public required int Port { get; init; }
}
