namespace Virga.Metadata;

/// <summary>One network interface.</summary>
internal sealed record MetadataInterface
{
    public required string Mac { get; init; }

    public required string InterfaceId { get; init; }

    public required string OwnerId { get; init; }

    public required string SubnetId { get; init; }

    /// <summary>Null in a subnet of IPv6 alone.</summary>
    public string? SubnetIpv4CidrBlock { get; init; }

    public required string VpcId { get; init; }

    /// <summary>The VPC's blocks, its first one first.</summary>
    public required IReadOnlyList<string> VpcIpv4CidrBlocks { get; init; }

    public int DeviceNumber { get; init; }

    public int NetworkCardIndex { get; init; }

    public string? LocalHostname { get; init; }

    public string? PublicHostname { get; init; }

    /// <summary>Private addresses, the primary one first.</summary>
    public IReadOnlyList<string> LocalIpv4s { get; init; } = [];

    /// <summary>The primary private address; null for an IPv6-only interface.</summary>
    public string? PrimaryIpv4 => LocalIpv4s is [var first, ..] ? first : null;

    /// <summary>Public address → private address.</summary>
    public IReadOnlyList<(string Public, string Private)> Associations { get; init; } = [];

    public IReadOnlyList<string> Ipv6s { get; init; } = [];

    public IReadOnlyList<string> Ipv4Prefixes { get; init; } = [];

    public IReadOnlyList<string> Ipv6Prefixes { get; init; } = [];

    public IReadOnlyList<string> SubnetIpv6CidrBlocks { get; init; } = [];

    public IReadOnlyList<string> VpcIpv6CidrBlocks { get; init; } = [];

    public IReadOnlyList<(string Id, string Name)> SecurityGroups { get; init; } = [];
}
