using Virga.Ec2.TransitGatewayAttachments;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.TransitGatewayRouteTables;

/// <summary>Lets a table learn the routes to an attachment.</summary>
internal sealed class EnableTransitGatewayRouteTablePropagation
    : IMutation<EnableTransitGatewayRouteTablePropagationRequest, EnableTransitGatewayRouteTablePropagationResult>
{
    public static EnableTransitGatewayRouteTablePropagationResult Run(
        EnableTransitGatewayRouteTablePropagationRequest input, Change change)
    {
        var table = TransitGatewayRouteTableRules.Usable(change, input.TransitGatewayRouteTableId);
        var row = Attachment(change, input.TransitGatewayAttachmentId, input.TransitGatewayRouteTableAnnouncementId);
        if (row.TransitGatewayId != table.GatewayId) throw TransitGatewayRouteTableRow.Kind.NotFound!(table.Id);
        if (row.Type == TransitGatewayAttachmentResourceType.Peering)
            throw CommonErrors.InvalidParameterValue(
                $"Propagation is not supported for the peering attachment {row.Id}.");
        if (row.Propagations.Contains(table.Id))
            throw new AwsException(
                "TransitGatewayRouteTablePropagation.Duplicate",
                $"Propagation of {row.Id} to {table.Id} already exists.");
        AttachmentSides.Put(change, row with { Propagations = [.. row.Propagations, table.Id] });
        return new() { Propagation = Shape(row, table.Id, TransitGatewayPropagationState.Enabled) };
    }

    /// <summary>Announcements come from core networks, of which there are none.</summary>
    public static TransitGatewayAttachmentRow Attachment(WorldView at, string? attachmentId, string? announcementId) =>
        announcementId is null
            ? AttachmentRules.Open(at, attachmentId)
            : throw RouteTableAnnouncements.NotFound(announcementId);

    public static TransitGatewayPropagation Shape(TransitGatewayAttachmentRow row, string tableId, string state) =>
        new()
        {
            TransitGatewayAttachmentId = row.Id,
            ResourceId = row.ResourceId,
            ResourceType = row.Type,
            TransitGatewayRouteTableId = tableId,
            State = state,
        };
}
