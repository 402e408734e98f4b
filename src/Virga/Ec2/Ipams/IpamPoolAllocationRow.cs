using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Ipams;

/// <summary>A block of a pool that something has: a VPC, a subnet, another pool, or the user.</summary>
internal sealed record IpamPoolAllocationRow(string Id) : Row(Id), IRow<IpamPoolAllocationRow>
{
    public static RowKind<IpamPoolAllocationRow> Kind { get; } =
        new("ipam-pool-allocation")
        {
            Prefix = "ipam-pool-alloc",
            ResourceType = "ipam-pool-allocation",
            NotFound = Ec2Errors.AllocationNotFound,
            Malformed = Ec2Errors.Malformed("InvalidIpamPoolAllocationId", "ipam-pool-alloc"),
        };

    /// <summary>Allocations by pool.</summary>
    public static Index<IpamPoolAllocationRow> ByPool { get; } = Kind.Index(one => one.PoolId);

    /// <summary>Allocations by the resource that has them.</summary>
    public static Index<IpamPoolAllocationRow> ByResource { get; } = Kind.Index(one => one.ResourceId);

    public required string PoolId { get; init; }

    public required string Block { get; init; }

    /// <summary><c>vpc</c>, <c>subnet</c>, <c>ipam-pool</c>, <c>custom</c>.</summary>
    public required string Type { get; init; }

    public string? ResourceId { get; init; }

    public string? ResourceRegion { get; init; }

    public string? Description { get; init; }
}
