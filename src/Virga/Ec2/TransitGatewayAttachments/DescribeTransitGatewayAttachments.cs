using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.TransitGatewayAttachments;

/// <summary>Lists attachments of all kinds.</summary>
internal sealed class DescribeTransitGatewayAttachments
    : IQuery<DescribeTransitGatewayAttachmentsRequest, DescribeTransitGatewayAttachmentsResult>
{
    private static readonly Listing<TransitGatewayAttachmentRow, TransitGatewayAttachment> Listing = new()
    {
        View = TransitGatewayAttachmentView.Of,
        Filters = new()
        {
            { "association.state", one => one.Association?.State },
            { "association.transit-gateway-route-table-id", one => one.Association?.TransitGatewayRouteTableId },
            { "resource-id", one => one.ResourceId },
            { "resource-owner-id", one => one.ResourceOwnerId },
            { "resource-type", one => one.ResourceType },
            { "state", one => one.State },
            { "transit-gateway-attachment-id", one => one.TransitGatewayAttachmentId },
            { "transit-gateway-id", one => one.TransitGatewayId },
            { "transit-gateway-owner-id", one => one.TransitGatewayOwnerId },
        },
    };

    public static DescribeTransitGatewayAttachmentsResult Run(
        DescribeTransitGatewayAttachmentsRequest input, WorldView at)
    {
        var page = Listing.Page(
            at, input.TransitGatewayAttachmentIds, input.Filters, input.MaxResults, input.NextToken);
        return new() { TransitGatewayAttachments = page.Items, NextToken = page.NextToken };
    }
}
