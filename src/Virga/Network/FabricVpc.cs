using System.Net;

namespace Virga.Network;

/// <summary>A VPC: a routing domain of its own, whose addresses may overlap with those of any other.</summary>
internal sealed record FabricVpc : IFabricObject
{
    public required string Id { get; init; }

    /// <summary>Names the VPC's namespace and links in the kernel.</summary>
    public required int Index { get; init; }

    /// <summary>Associated IPv4 blocks, primary first. The local route covers all of them.</summary>
    public required ValueList<IPNetwork> Cidrs { get; init; }

    /// <summary>Associated IPv6 blocks.</summary>
    public ValueList<IPNetwork> Ipv6Cidrs { get; init; } = [];

    public FabricDns Dns { get; init; } = new();

    public FabricDhcp Dhcp { get; init; } = new();

    /// <summary>The address of the resolver: base of the primary block plus two.</summary>
    public IPAddress Resolver => Cidrs[0].BaseAddress.Plus(2);

    /// <summary>
    /// Whether the address is a service inside the VPC: metadata, resolver, time, the emulator's own API.
    /// </summary>
    public bool HasServiceAt(IPAddress address) =>
        ServiceAddresses.All.Contains(address) || (Dns.IsResolverEnabled && address.Equals(Resolver));

    public bool Contains(IPAddress address) =>
        (address.IsIpv4() ? Cidrs : Ipv6Cidrs).Any(cidr => cidr.Contains(address));
}

/// <summary>
/// What the resolver of a VPC answers; from the VPC's attributes, its zones and the instances' names.
/// </summary>
internal sealed record FabricDns
{
    /// <summary>enableDnsSupport: without it VPC+2 and 169.254.169.253 do not answer.</summary>
    public bool IsResolverEnabled { get; init; } = true;

    /// <summary>enableDnsHostnames: without it the ec2-… names of public addresses are not answered.</summary>
    public bool HasPublicHostnames { get; init; }

    /// <summary>Suffix of private names: ec2.internal in us-east-1, REGION.compute.internal elsewhere.</summary>
    public string PrivateDomain { get; init; } = "ec2.internal";

    /// <summary>
    /// Suffix of public names: compute-1.amazonaws.com in us-east-1, REGION.compute.amazonaws.com elsewhere.
    /// </summary>
    public string PublicDomain { get; init; } = "compute-1.amazonaws.com";

    /// <summary>
    /// Names that cannot be computed from an address: resource names of instances, private zones, endpoints. A name
    /// that starts with "*." answers for everything below it.
    /// </summary>
    public ValueList<FabricDnsRecord> Records { get; init; } = [];

    /// <summary>
    /// Peered VPCs whose public names lead to private addresses here (AllowDnsResolutionFromRemoteVpc of their side).
    /// </summary>
    public ValueList<string> PrivatelyResolvedVpcIds { get; init; } = [];
}

/// <summary>What a machine of the VPC learns with its address: the DHCP options set that is associated.</summary>
internal sealed record FabricDhcp
{
    /// <summary>The search domain; null for none. Several are separated by spaces, as AWS stores them.</summary>
    public string? DomainName { get; init; }

    /// <summary>Resolvers, AmazonProvidedDNS as the VPC's own; empty means that none is given.</summary>
    public ValueList<IPAddress> NameServers { get; init; } = [];

    public ValueList<IPAddress> NtpServers { get; init; } = [];
}

/// <summary>The addresses of a name, in lower case and without the last dot.</summary>
internal sealed record FabricDnsRecord(string Name, ValueList<IPAddress> Addresses);
