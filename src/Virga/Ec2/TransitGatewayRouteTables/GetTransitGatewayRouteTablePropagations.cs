using Virga.Ec2.TransitGatewayAttachments;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.TransitGatewayRouteTables;

/// <summary>Lists the attachments that a table learns routes from.</summary>
internal sealed class GetTransitGatewayRouteTablePropagations
    : IQuery<GetTransitGatewayRouteTablePropagationsRequest, GetTransitGatewayRouteTablePropagationsResult>
{
    public static GetTransitGatewayRouteTablePropagationsResult Run(
        GetTransitGatewayRouteTablePropagationsRequest input, WorldView at)
    {
        var table = TransitGatewayRouteTableRules.Usable(at, input.TransitGatewayRouteTableId);
        var listing = new Listing<TransitGatewayAttachmentRow, TransitGatewayRouteTablePropagation>
        {
            View = static (row, _) => new()
            {
                TransitGatewayAttachmentId = row.Id,
                ResourceId = row.ResourceId,
                ResourceType = row.Type,
                State = TransitGatewayPropagationState.Enabled,
            },
            IsVisible = (row, _) => row.Propagations.Contains(table.Id),
            Filters = new()
            {
                { "resource-id", one => one.ResourceId },
                { "resource-type", one => one.ResourceType },
                { "transit-gateway-attachment-id", one => one.TransitGatewayAttachmentId },
            },
        };
        var page = listing.Page(at, null, input.Filters, input.MaxResults, input.NextToken);
        return new() { TransitGatewayRouteTablePropagations = page.Items, NextToken = page.NextToken };
    }
}
