using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.TransitGatewayAttachments;

/// <summary>Rejects the VPC of another account, as the owner of the transit gateway.</summary>
internal sealed class RejectTransitGatewayVpcAttachment
    : IMutation<RejectTransitGatewayVpcAttachmentRequest, RejectTransitGatewayVpcAttachmentResult>
{
    public static RejectTransitGatewayVpcAttachmentResult Run(
        RejectTransitGatewayVpcAttachmentRequest input, Change change)
    {
        var row = AttachmentRules.Waiting(
            change, input.TransitGatewayAttachmentId, TransitGatewayAttachmentResourceType.Vpc);
        row = AttachmentSides.End(change, row, TransitGatewayAttachmentState.Rejected);
        return new() { TransitGatewayVpcAttachment = TransitGatewayAttachmentView.Vpc(row, change) };
    }
}
