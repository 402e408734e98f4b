using System.Text.Json.Serialization;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.TransitGateways;

/// <summary>A transit gateway.</summary>
internal sealed record TransitGatewayRow(string Id) : Row(Id), IRow<TransitGatewayRow>
{
    public static RowKind<TransitGatewayRow> Kind { get; } =
        new("transit-gateway")
        {
            Prefix = "tgw",
            ResourceType = "transit-gateway",
            NotFound = Ec2Errors.GoneOrAbsent("InvalidTransitGatewayID", "Transit Gateway"),
            Malformed = Ec2Errors.Malformed("InvalidTransitGatewayID", "tgw"),
        };

    public required string State { get; init; }

    public required DateTimeOffset CreationTime { get; init; }

    public string? Description { get; init; }

    public long AmazonSideAsn { get; init; } = TransitGatewayRules.DefaultAsn;

    /// <summary>Blocks for connect peers; not routed by themselves.</summary>
    public IReadOnlyList<string> CidrBlocks { get; init; } = [];

    public bool AcceptsSharedAttachments { get; init; }

    /// <summary>The table that new attachments are associated with, or null.</summary>
    public string? AssociationDefaultRouteTableId { get; init; }

    /// <summary>The table that new attachments propagate to, or null.</summary>
    public string? PropagationDefaultRouteTableId { get; init; }

    public bool AssociatesByDefault { get; init; }

    public bool PropagatesByDefault { get; init; }

    public bool HasVpnEcmpSupport { get; init; } = true;

    public bool HasDnsSupport { get; init; } = true;

    public bool HasSecurityGroupReferencingSupport { get; init; }

    public bool HasMulticastSupport { get; init; }

    [JsonIgnore]
    public bool IsGone => State is "deleting" or "deleted";
}
