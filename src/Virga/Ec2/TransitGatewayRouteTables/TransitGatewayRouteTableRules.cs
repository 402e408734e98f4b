using Virga.Ec2.TransitGatewayAttachments;
using Virga.Service;
using Virga.State;

namespace Virga.Ec2.TransitGatewayRouteTables;

/// <summary>How a route table is found, and how destinations are read.</summary>
internal static class TransitGatewayRouteTableRules
{
    /// <summary>Transit Gateways guide, "Quotas": routes per transit gateway route table.</summary>
    public const int MaxRoutes = 10_000;

    /// <summary>A table that can be worked on.</summary>
    public static TransitGatewayRouteTableRow Usable(WorldView at, string? id)
    {
        var row = at.Named<TransitGatewayRouteTableRow>(id);
        return row.State switch
        {
            "deleted" => throw TransitGatewayRouteTableRow.Kind.NotFound!(row.Id),
            "deleting" => throw Ec2Errors.InvalidState(row.Id),
            _ => row,
        };
    }

    /// <summary>A block of either family in its canonical form.</summary>
    public static string Destination(string text)
    {
        if (Cidr.TryParse(text, out var ipv4)) return ipv4.Canonical.ToString();
        if (Ipv6Cidr.TryParse(text, out var ipv6)) return ipv6.Canonical.ToString();
        throw CommonErrors.InvalidParameterValue(
            $"Value ({text}) for parameter DestinationCidrBlock is invalid. This is not a valid CIDR block.");
    }

    /// <summary>Where a new route leads to: an attachment of the table's gateway, or nowhere.</summary>
    public static string? Target(
        WorldView at, TransitGatewayRouteTableRow table, string? attachmentId, bool? isBlackhole)
    {
        // Terraform sends an empty id with a black hole.
        if (isBlackhole == true)
            return string.IsNullOrEmpty(attachmentId)
                ? null
                : throw CommonErrors.InvalidParameterCombination(
                    "TransitGatewayAttachmentId cannot be used with Blackhole");
        if (attachmentId is null) throw CommonErrors.MissingParameter("TransitGatewayAttachmentId");
        var attachment = AttachmentRules.Open(at, attachmentId);
        return attachment.TransitGatewayId == table.GatewayId
            ? attachment.Id
            : throw TransitGatewayAttachmentRow.Kind.NotFound!(attachment.Id);
    }
}
