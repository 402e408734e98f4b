using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.TransitGatewayMulticastDomains;

/// <summary>A multicast domain with the subnets and interfaces in it.</summary>
internal sealed record TransitGatewayMulticastDomainRow(string Id) : Row(Id), IRow<TransitGatewayMulticastDomainRow>
{
    public static RowKind<TransitGatewayMulticastDomainRow> Kind { get; } = new(
        "transit-gateway-multicast-domain")
    {
        Prefix = "tgw-mcast-domain",
        ResourceType = "transit-gateway-multicast-domain",
        NotFound = Ec2Errors.GoneOrAbsent(
            "InvalidTransitGatewayMulticastDomainId", "Transit Gateway Multicast Domain"),
        Malformed = Ec2Errors.Malformed("InvalidTransitGatewayMulticastDomainId", "tgw-mcast-domain"),
    };

    public required string GatewayId { get; init; }

    public required string State { get; init; }

    public required DateTimeOffset CreationTime { get; init; }

    public bool HasIgmpv2Support { get; init; }

    public bool HasStaticSourcesSupport { get; init; }

    public bool AcceptsSharedAssociations { get; init; }

    /// <summary>Subnets whose packets the domain carries, each by its VPC's attachment.</summary>
    public IReadOnlyList<MulticastSubnet> Subnets { get; init; } = [];

    /// <summary>Interfaces that belong to groups.</summary>
    public IReadOnlyList<MulticastMember> Members { get; init; } = [];
}

/// <summary>A subnet in a multicast domain.</summary>
internal sealed record MulticastSubnet(string AttachmentId, string SubnetId);

/// <summary>An interface in a group, as receiver or as sender.</summary>
internal sealed record MulticastMember(string GroupAddress, string NetworkInterfaceId, bool IsSource);
