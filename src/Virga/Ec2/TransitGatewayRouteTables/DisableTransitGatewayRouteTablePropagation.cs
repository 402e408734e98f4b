using Virga.Ec2.TransitGatewayAttachments;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.TransitGatewayRouteTables;

/// <summary>A table forgets the routes to an attachment.</summary>
internal sealed class DisableTransitGatewayRouteTablePropagation
    : IMutation<DisableTransitGatewayRouteTablePropagationRequest, DisableTransitGatewayRouteTablePropagationResult>
{
    public static DisableTransitGatewayRouteTablePropagationResult Run(
        DisableTransitGatewayRouteTablePropagationRequest input, Change change)
    {
        var table = TransitGatewayRouteTableRules.Usable(change, input.TransitGatewayRouteTableId);
        var row = EnableTransitGatewayRouteTablePropagation.Attachment(
            change, input.TransitGatewayAttachmentId, input.TransitGatewayRouteTableAnnouncementId);
        if (!row.Propagations.Contains(table.Id))
            throw new AwsException(
                "TransitGatewayRouteTablePropagation.NotFound",
                $"Propagation of {row.Id} to {table.Id} does not exist.");
        AttachmentSides.Put(change, row with { Propagations = [.. row.Propagations.Where(id => id != table.Id)] });
        return new()
        {
            Propagation = EnableTransitGatewayRouteTablePropagation.Shape(
                row, table.Id, TransitGatewayPropagationState.Disabled),
        };
    }
}
