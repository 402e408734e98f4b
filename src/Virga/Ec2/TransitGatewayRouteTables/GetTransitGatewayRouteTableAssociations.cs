using Virga.Ec2.TransitGatewayAttachments;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.TransitGatewayRouteTables;

/// <summary>Lists the attachments whose packets a table routes.</summary>
internal sealed class GetTransitGatewayRouteTableAssociations
    : IQuery<GetTransitGatewayRouteTableAssociationsRequest, GetTransitGatewayRouteTableAssociationsResult>
{
    public static GetTransitGatewayRouteTableAssociationsResult Run(
        GetTransitGatewayRouteTableAssociationsRequest input, WorldView at)
    {
        var table = TransitGatewayRouteTableRules.Usable(at, input.TransitGatewayRouteTableId);
        var listing = new Listing<TransitGatewayAttachmentRow, TransitGatewayRouteTableAssociation>
        {
            View = static (row, _) => new()
            {
                TransitGatewayAttachmentId = row.Id,
                ResourceId = row.ResourceId,
                ResourceType = row.Type,
                State = row.Association!.State,
            },
            IsVisible = (row, _) => row.Association?.RouteTableId == table.Id,
            Filters = new()
            {
                { "resource-id", one => one.ResourceId },
                { "resource-type", one => one.ResourceType },
                { "transit-gateway-attachment-id", one => one.TransitGatewayAttachmentId },
            },
        };
        var page = listing.Page(at, null, input.Filters, input.MaxResults, input.NextToken);
        return new() { Associations = page.Items, NextToken = page.NextToken };
    }
}
