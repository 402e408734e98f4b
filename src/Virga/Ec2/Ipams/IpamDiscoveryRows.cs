using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Ipams;

/// <summary>A resource discovery: what an IPAM may see. Only this account's resources are seen here.</summary>
internal sealed record IpamResourceDiscoveryRow(string Id) : Row(Id), IRow<IpamResourceDiscoveryRow>
{
    public static RowKind<IpamResourceDiscoveryRow> Kind { get; } =
        new("ipam-resource-discovery")
        {
            Prefix = "ipam-res-disco",
            ResourceType = "ipam-resource-discovery",
            NotFound = Ec2Errors.NotFound("InvalidIpamResourceDiscoveryId", "ipam resource discovery ID"),
            Malformed = Ec2Errors.Malformed("InvalidIpamResourceDiscoveryId", "ipam-res-disco"),
        };

    public required string State { get; init; }

    public required bool IsDefault { get; init; }

    public string? Description { get; init; }

    public required IReadOnlyList<string> Regions { get; init; }
}

/// <summary>An IPAM's use of a resource discovery.</summary>
internal sealed record IpamDiscoveryAssociationRow(string Id) : Row(Id), IRow<IpamDiscoveryAssociationRow>
{
    public static RowKind<IpamDiscoveryAssociationRow> Kind { get; } =
        new("ipam-resource-discovery-association")
        {
            Prefix = "ipam-res-disco-assoc",
            ResourceType = "ipam-resource-discovery-association",
            NotFound = Ec2Errors.NotFound(
                "InvalidIpamResourceDiscoveryAssociationId", "ipam resource discovery association ID"),
            Malformed = Ec2Errors.Malformed("InvalidIpamResourceDiscoveryAssociationId", "ipam-res-disco-assoc"),
        };

    public required string State { get; init; }

    public required string IpamId { get; init; }

    public required string DiscoveryId { get; init; }

    public required bool IsDefault { get; init; }
}
