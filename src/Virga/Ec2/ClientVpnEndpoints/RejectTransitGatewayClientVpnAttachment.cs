using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.ClientVpnEndpoints;

/// <summary>Rejects an attachment that waits; there are none.</summary>
internal sealed class RejectTransitGatewayClientVpnAttachment
    : IMutation<RejectTransitGatewayClientVpnAttachmentRequest, RejectTransitGatewayClientVpnAttachmentResult>
{
    public static RejectTransitGatewayClientVpnAttachmentResult Run(
        RejectTransitGatewayClientVpnAttachmentRequest input, Change change) =>
        throw ClientVpnAttachments.Absent(change, input.TransitGatewayAttachmentId);
}
