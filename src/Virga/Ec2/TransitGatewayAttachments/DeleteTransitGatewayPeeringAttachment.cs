using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.TransitGatewayAttachments;

/// <summary>Deletes a peering for both sides, as the owner of either.</summary>
internal sealed class DeleteTransitGatewayPeeringAttachment
    : IMutation<DeleteTransitGatewayPeeringAttachmentRequest, DeleteTransitGatewayPeeringAttachmentResult>
{
    public static DeleteTransitGatewayPeeringAttachmentResult Run(
        DeleteTransitGatewayPeeringAttachmentRequest input, Change change)
    {
        var row = AttachmentRules.Live(
            change, input.TransitGatewayAttachmentId, TransitGatewayAttachmentResourceType.Peering);
        if (row.State is not ("available" or "pendingAcceptance" or "pending"))
            throw Ec2Errors.InvalidState(row.Id);
        row = PeeringAttachments.Put(change, row, TransitGatewayAttachmentState.Deleting);
        PeeringAttachments.Settle(change, row);
        return new() { TransitGatewayPeeringAttachment = TransitGatewayAttachmentView.Peering(row, change) };
    }
}
