using System.Text.Json.Serialization;
using Virga.State;

namespace Virga.Ec2.Vpcs;

/// <summary>A VPC.</summary>
internal sealed record VpcRow(string Id) : Row(Id), IRow<VpcRow>
{
    public static RowKind<VpcRow> Kind { get; } = new("vpc")
    {
        Prefix = "vpc",
        ResourceType = "vpc",
        NotFound = Ec2Errors.NotFound("InvalidVpcID", "vpc ID"),
        Malformed = Ec2Errors.Malformed("InvalidVpcID", "vpc"),
    };

    /// <summary><c>pending</c> or <c>available</c>.</summary>
    public required string State { get; init; }

    /// <summary>IPv4 blocks; the first is the primary one, which cannot be disassociated.</summary>
    public required IReadOnlyList<CidrAssociation> CidrBlocks { get; init; }

    /// <summary>IPv6 blocks.</summary>
    public IReadOnlyList<CidrAssociation> Ipv6CidrBlocks { get; init; } = [];

    /// <summary><c>default</c> or <c>dedicated</c>.</summary>
    public required string InstanceTenancy { get; init; }

    /// <summary>A DHCP options set, or the word <c>default</c> for none.</summary>
    public required string DhcpOptionsId { get; init; }

    public bool IsDefault { get; init; }

    public bool IsDnsSupportEnabled { get; init; } = true;

    public bool AreDnsHostnamesEnabled { get; init; }

    public bool AreNetworkAddressUsageMetricsEnabled { get; init; }

    /// <summary>The primary IPv4 block.</summary>
    [JsonIgnore]
    public Cidr CidrBlock => Cidr.Parse(CidrBlocks[0].Block);
}

/// <summary>A block of addresses that belongs to a VPC or subnet.</summary>
/// <param name="AssociationId">Such as <c>vpc-cidr-assoc-0a…</c>.</param>
/// <param name="Block">In CIDR notation, canonical.</param>
/// <param name="State"><c>associated</c>, <c>disassociated</c> …</param>
internal sealed record CidrAssociation(string AssociationId, string Block, string State)
{
    /// <summary>For IPv6: the pool it came from, such as <c>Amazon</c>.</summary>
    public string? Pool { get; init; }

    /// <summary>For IPv6: the network border group.</summary>
    public string? NetworkBorderGroup { get; init; }
}
