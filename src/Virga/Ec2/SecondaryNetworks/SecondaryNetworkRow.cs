using Virga.State;

namespace Virga.Ec2.SecondaryNetworks;

/// <summary>
/// A network for RDMA beside the VPC's. No instance type here has interfaces of it, so nothing is in it.
/// </summary>
internal sealed record SecondaryNetworkRow(string Id) : Row(Id), IRow<SecondaryNetworkRow>
{
    public static RowKind<SecondaryNetworkRow> Kind { get; } = new("secondary-network")
    {
        Prefix = "sn",
        ResourceType = "secondary-network",
        NotFound = Ec2Errors.NotFound("InvalidSecondaryNetworkId", "secondary network ID"),
        Malformed = Ec2Errors.Malformed("InvalidSecondaryNetworkId", "sn"),
    };

    public required string State { get; init; }

    /// <summary><c>rdma</c>.</summary>
    public required string Type { get; init; }

    public required string Block { get; init; }

    public required string AssociationId { get; init; }
}

/// <summary>A part of a secondary network in one zone.</summary>
internal sealed record SecondarySubnetRow(string Id) : Row(Id), IRow<SecondarySubnetRow>
{
    public static RowKind<SecondarySubnetRow> Kind { get; } = new("secondary-subnet")
    {
        Prefix = "ss",
        ResourceType = "secondary-subnet",
        NotFound = Ec2Errors.NotFound("InvalidSecondarySubnetId", "secondary subnet ID"),
        Malformed = Ec2Errors.Malformed("InvalidSecondarySubnetId", "ss"),
    };

    /// <summary>Subnets by network.</summary>
    public static Index<SecondarySubnetRow> ByNetwork { get; } = Kind.Index(one => one.NetworkId);

    public required string NetworkId { get; init; }

    public required string State { get; init; }

    public required string Block { get; init; }

    public required string AssociationId { get; init; }

    public required string AvailabilityZone { get; init; }
}
