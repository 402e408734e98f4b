using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.TransitGatewayAttachments;

/// <summary>Accepts a peering, as the owner of the transit gateway that was asked.</summary>
internal sealed class AcceptTransitGatewayPeeringAttachment
    : IMutation<AcceptTransitGatewayPeeringAttachmentRequest, AcceptTransitGatewayPeeringAttachmentResult>
{
    public static AcceptTransitGatewayPeeringAttachmentResult Run(
        AcceptTransitGatewayPeeringAttachmentRequest input, Change change)
    {
        var row = PeeringAttachments.Waiting(change, input.TransitGatewayAttachmentId);
        row = PeeringAttachments.Put(change, row, TransitGatewayAttachmentState.Pending);
        PeeringAttachments.Settle(change, row);
        return new() { TransitGatewayPeeringAttachment = TransitGatewayAttachmentView.Peering(row, change) };
    }
}
