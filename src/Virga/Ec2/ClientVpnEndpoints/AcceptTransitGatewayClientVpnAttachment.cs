using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.ClientVpnEndpoints;

/// <summary>Accepts an attachment that waits; there are none.</summary>
internal sealed class AcceptTransitGatewayClientVpnAttachment
    : IMutation<AcceptTransitGatewayClientVpnAttachmentRequest, AcceptTransitGatewayClientVpnAttachmentResult>
{
    public static AcceptTransitGatewayClientVpnAttachmentResult Run(
        AcceptTransitGatewayClientVpnAttachmentRequest input, Change change) =>
        throw ClientVpnAttachments.Absent(change, input.TransitGatewayAttachmentId);
}
