using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.TransitGatewayRouteTables;

/// <summary>
/// A route table of a transit gateway. Associations and propagations are the attachments' own facts; propagated routes
/// follow from what is attached.
/// </summary>
internal sealed record TransitGatewayRouteTableRow(string Id) : Row(Id), IRow<TransitGatewayRouteTableRow>
{
    public static RowKind<TransitGatewayRouteTableRow> Kind { get; } =
        new("transit-gateway-route-table")
        {
            Prefix = "tgw-rtb",
            ResourceType = "transit-gateway-route-table",
            NotFound = Ec2Errors.GoneOrAbsent("InvalidRouteTableID", "Transit Gateway Route Table"),
            Malformed = Ec2Errors.Malformed("InvalidRouteTableId", "tgw-rtb"),
        };

    /// <summary>Tables by transit gateway.</summary>
    public static Index<TransitGatewayRouteTableRow> ByTransitGateway { get; } = Kind.Index(one => one.GatewayId);

    public required string GatewayId { get; init; }

    public required string State { get; init; }

    public required DateTimeOffset CreationTime { get; init; }

    /// <summary>Routes that the user made, one a destination.</summary>
    public IReadOnlyList<TransitGatewayStaticRoute> Routes { get; init; } = [];

    /// <summary>Prefix lists whose entries are routes; the destination is the list's id.</summary>
    public IReadOnlyList<TransitGatewayStaticRoute> References { get; init; } = [];
}

/// <summary>A destination (a block or a prefix list) that leads to an attachment, or nowhere.</summary>
/// <param name="AttachmentId">Null for a black hole.</param>
internal sealed record TransitGatewayStaticRoute(string Destination, string? AttachmentId);
