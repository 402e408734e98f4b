using System.Net;

namespace Virga.Network;

/// <summary>A subnet: the unit that a route table and a network ACL are associated with.</summary>
internal sealed record FabricSubnet : IFabricObject
{
    public required string Id { get; init; }

    /// <summary>Interface group and packet mark of everything in this subnet.</summary>
    public required int Index { get; init; }

    public required string VpcId { get; init; }

    /// <summary>The IPv4 block; null for an IPv6-only subnet.</summary>
    public required IPNetwork? Cidr { get; init; }

    public IPNetwork? Ipv6Cidr { get; init; }

    /// <summary>The table in force: the associated one, or the VPC's main table (the computation decides).</summary>
    public required string RouteTableId { get; init; }

    /// <summary>The ACL in force; null means that everything passes, which AWS's default ACL also does.</summary>
    public string? NetworkAclId { get; init; }

    /// <summary>What VPC block public access keeps from internet gateways, with the exclusions.</summary>
    public InternetBlock InternetBlock { get; init; }

    /// <summary>The IPv4 address of the router: base plus one.</summary>
    public IPAddress? Router => Cidr?.BaseAddress.Plus(1);
}

/// <summary>
/// How much of the traffic with internet gateways is blocked (VPC User Guide, "Block public access to VPCs and
/// subnets").
/// </summary>
internal enum InternetBlock
{
    None,

    /// <summary>Only NAT gateways and egress-only gateways pass, since no connection begins outside of those.</summary>
    Ingress,

    /// <summary>Nothing passes, in either direction.</summary>
    Bidirectional,
}
