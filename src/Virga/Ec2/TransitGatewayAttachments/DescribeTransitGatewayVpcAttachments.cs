using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.TransitGatewayAttachments;

/// <summary>Lists attachments of VPCs.</summary>
internal sealed class DescribeTransitGatewayVpcAttachments
    : IQuery<DescribeTransitGatewayVpcAttachmentsRequest, DescribeTransitGatewayVpcAttachmentsResult>
{
    private static readonly Listing<TransitGatewayAttachmentRow, TransitGatewayVpcAttachment> Listing = new()
    {
        View = TransitGatewayAttachmentView.Vpc,
        IsVisible = static (row, _) => row.Type == "vpc",
        Filters = new()
        {
            { "state", one => one.State },
            { "transit-gateway-attachment-id", one => one.TransitGatewayAttachmentId },
            { "transit-gateway-id", one => one.TransitGatewayId },
            { "vpc-id", one => one.VpcId },
        },
    };

    public static DescribeTransitGatewayVpcAttachmentsResult Run(
        DescribeTransitGatewayVpcAttachmentsRequest input, WorldView at)
    {
        var page = Listing.Page(
            at, input.TransitGatewayAttachmentIds, input.Filters, input.MaxResults, input.NextToken);
        return new() { TransitGatewayVpcAttachments = page.Items, NextToken = page.NextToken };
    }
}
