using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.TransitGatewayAttachments;

/// <summary>Lists peerings of transit gateways.</summary>
internal sealed class DescribeTransitGatewayPeeringAttachments
    : IQuery<DescribeTransitGatewayPeeringAttachmentsRequest, DescribeTransitGatewayPeeringAttachmentsResult>
{
    private static readonly Listing<TransitGatewayAttachmentRow, TransitGatewayPeeringAttachment> Listing = new()
    {
        View = TransitGatewayAttachmentView.Peering,
        IsVisible = static (row, _) => row.Type == "peering",
        Filters = new()
        {
            { "transit-gateway-attachment-id", one => one.TransitGatewayAttachmentId },
            { "local-owner-id", one => one.RequesterTgwInfo!.OwnerId },
            { "remote-owner-id", one => one.AccepterTgwInfo!.OwnerId },
            { "state", one => one.State },
            {
                "transit-gateway-id",
                one => [one.RequesterTgwInfo!.TransitGatewayId, one.AccepterTgwInfo!.TransitGatewayId]
            },
        },
    };

    public static DescribeTransitGatewayPeeringAttachmentsResult Run(
        DescribeTransitGatewayPeeringAttachmentsRequest input, WorldView at)
    {
        var page = Listing.Page(
            at, input.TransitGatewayAttachmentIds, input.Filters, input.MaxResults, input.NextToken);
        return new() { TransitGatewayPeeringAttachments = page.Items, NextToken = page.NextToken };
    }
}
