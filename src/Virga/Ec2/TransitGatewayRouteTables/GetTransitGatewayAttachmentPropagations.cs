using Virga.Ec2.TransitGatewayAttachments;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.TransitGatewayRouteTables;

/// <summary>Lists the tables that learn the routes to an attachment.</summary>
internal sealed class GetTransitGatewayAttachmentPropagations
    : IQuery<GetTransitGatewayAttachmentPropagationsRequest, GetTransitGatewayAttachmentPropagationsResult>
{
    public static GetTransitGatewayAttachmentPropagationsResult Run(
        GetTransitGatewayAttachmentPropagationsRequest input, WorldView at)
    {
        var attachment = AttachmentRules.Live(at, input.TransitGatewayAttachmentId);
        var listing = new Listing<TransitGatewayRouteTableRow, TransitGatewayAttachmentPropagation>
        {
            View = static (row, _) => new()
            {
                TransitGatewayRouteTableId = row.Id,
                State = TransitGatewayPropagationState.Enabled,
            },
            IsVisible = (row, _) => attachment.Propagations.Contains(row.Id),
            Filters = new() { { "transit-gateway-route-table-id", one => one.TransitGatewayRouteTableId } },
        };
        var page = listing.Page(at, null, input.Filters, input.MaxResults, input.NextToken);
        return new() { TransitGatewayAttachmentPropagations = page.Items, NextToken = page.NextToken };
    }
}
