using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Ipams;

/// <summary>A pool of addresses with the blocks that were provisioned to it.</summary>
internal sealed record IpamPoolRow(string Id) : Row(Id), IRow<IpamPoolRow>
{
    public static RowKind<IpamPoolRow> Kind { get; } = new("ipam-pool")
    {
        Prefix = "ipam-pool",
        ResourceType = "ipam-pool",
        NotFound = Ec2Errors.NotFound("InvalidIpamPoolId", "ipam pool ID"),
        Malformed = Ec2Errors.Malformed("InvalidIpamPoolId", "ipam-pool"),
    };

    /// <summary>Pools by scope.</summary>
    public static Index<IpamPoolRow> ByScope { get; } = Kind.Index(one => one.ScopeId);

    public required string ScopeId { get; init; }

    public required string IpamId { get; init; }

    /// <summary>The pool that this one takes its blocks from.</summary>
    public string? SourcePoolId { get; init; }

    /// <summary>The VPC whose subnets take their blocks from this pool.</summary>
    public string? SourceVpcId { get; init; }

    public required string State { get; init; }

    public required bool IsIpv4 { get; init; }

    /// <summary>The region whose resources may take blocks; null for a pool of pools only.</summary>
    public string? Locale { get; init; }

    public string? Description { get; init; }

    public bool ImportsByItself { get; init; }

    public bool? IsPubliclyAdvertisable { get; init; }

    public string? AwsService { get; init; }

    public string? PublicIpSource { get; init; }

    public int? MinLength { get; init; }

    public int? MaxLength { get; init; }

    public int? DefaultLength { get; init; }

    /// <summary>Tags that a resource needs to take a block.</summary>
    public IReadOnlyDictionary<string, string> ResourceTags { get; init; } = new Dictionary<string, string>();

    public IReadOnlyList<IpamPoolCidrRow> Cidrs { get; init; } = [];
}

/// <summary>A block of a pool.</summary>
internal sealed record IpamPoolCidrRow(string Id, string Block);
