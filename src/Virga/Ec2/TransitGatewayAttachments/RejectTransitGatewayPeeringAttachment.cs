using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.TransitGatewayAttachments;

/// <summary>Rejects a peering, as the owner of the transit gateway that was asked.</summary>
internal sealed class RejectTransitGatewayPeeringAttachment
    : IMutation<RejectTransitGatewayPeeringAttachmentRequest, RejectTransitGatewayPeeringAttachmentResult>
{
    public static RejectTransitGatewayPeeringAttachmentResult Run(
        RejectTransitGatewayPeeringAttachmentRequest input, Change change)
    {
        var row = PeeringAttachments.Waiting(change, input.TransitGatewayAttachmentId);
        if (PeeringAttachments.Other(change, row) is { } other)
            AttachmentSides.End(change.At(row.Peer!.Scope), other, TransitGatewayAttachmentState.Rejected);
        row = AttachmentSides.End(change, row, TransitGatewayAttachmentState.Rejected);
        return new() { TransitGatewayPeeringAttachment = TransitGatewayAttachmentView.Peering(row, change) };
    }
}
