using System.Text.Json.Serialization;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.TransitGatewayAttachments;

/// <summary>
/// An attachment of any kind. Where gateway and resource belong to two accounts, the same row is kept in both
/// (<see cref="AttachmentSides"/>). A peering has a row for each side, with the same id where the sides are in two
/// scopes.
/// </summary>
internal sealed record TransitGatewayAttachmentRow(string Id) : Row(Id), IRow<TransitGatewayAttachmentRow>
{
    public static RowKind<TransitGatewayAttachmentRow> Kind { get; } =
        new("transit-gateway-attachment")
        {
            Prefix = "tgw-attach",
            ResourceType = "transit-gateway-attachment",
            NotFound = Ec2Errors.GoneOrAbsent("InvalidTransitGatewayAttachmentID", "Transit Gateway Attachment"),
            Malformed = Ec2Errors.Malformed("InvalidTransitGatewayAttachmentID", "tgw-attach"),
        };

    /// <summary>Attachments by transit gateway.</summary>
    public static Index<TransitGatewayAttachmentRow> ByTransitGateway { get; } =
        Kind.Index(one => one.TransitGatewayId);

    /// <summary>Attachments by VPC, VPN connection, transport attachment or peer.</summary>
    public static Index<TransitGatewayAttachmentRow> ByResource { get; } = Kind.Index(one => one.ResourceId);

    /// <summary>Attachments by the route table that routes what comes from them.</summary>
    public static Index<TransitGatewayAttachmentRow> ByAssociated { get; } =
        Kind.Index(one => one.Association?.RouteTableId);

    /// <summary>Attachments by the route tables that they propagate to.</summary>
    public static Index<TransitGatewayAttachmentRow> ByPropagation { get; } =
        Kind.IndexMany(one => one.Propagations);

    public required string TransitGatewayId { get; init; }

    /// <summary>The account of the transit gateway; its region is this one.</summary>
    public required string GatewayAccount { get; init; }

    /// <summary><c>vpc</c>, <c>vpn</c>, <c>peering</c>, <c>connect</c>.</summary>
    public required string Type { get; init; }

    /// <summary>The VPC, VPN connection, transport attachment, or the peer's transit gateway.</summary>
    public required string ResourceId { get; init; }

    public required string ResourceAccount { get; init; }

    public required string State { get; init; }

    public required DateTimeOffset CreationTime { get; init; }

    /// <summary>Subnets of a VPC, one a zone.</summary>
    public IReadOnlyList<string> SubnetIds { get; init; } = [];

    /// <summary>The gateway's interfaces, one in each subnet.</summary>
    public IReadOnlyList<string> NetworkInterfaceIds { get; init; } = [];

    public bool HasDnsSupport { get; init; } = true;

    public bool HasSecurityGroupReferencingSupport { get; init; } = true;

    public bool HasIpv6Support { get; init; }

    /// <summary>Both directions of a flow pass the same zone.</summary>
    public bool IsApplianceMode { get; init; }

    /// <summary>The other side of a peering.</summary>
    public TransitGatewayPeer? Peer { get; init; }

    /// <summary>What a peering's request said of dynamic routing, which is not here; null for nothing.</summary>
    public string? DynamicRouting { get; init; }

    /// <summary>The one route table that routes what comes from the attachment.</summary>
    public TransitGatewayTableAssociation? Association { get; init; }

    /// <summary>Route tables that learn routes to the attachment.</summary>
    public IReadOnlyList<string> Propagations { get; init; } = [];

    /// <summary>Whether packets pass.</summary>
    [JsonIgnore]
    public bool IsOpen => State is "available" or "modifying";

    /// <summary>Whether it is gone for good.</summary>
    [JsonIgnore]
    public bool IsOver => State is "deleted" or "rejected" or "failed";
}

/// <summary>The association of an attachment with a route table: <c>associating</c>, <c>associated</c> …</summary>
internal sealed record TransitGatewayTableAssociation(string RouteTableId, string State);

/// <summary>The other side of a peering attachment.</summary>
/// <param name="IsRequester">Whether this side asked for the peering.</param>
internal sealed record TransitGatewayPeer(
    bool IsRequester, string TransitGatewayId, string Account, string Region, string AttachmentId)
{
    [JsonIgnore]
    public Scope Scope => new(Account, Region);
}
