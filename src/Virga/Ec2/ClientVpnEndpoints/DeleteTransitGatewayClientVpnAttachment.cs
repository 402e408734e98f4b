using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.ClientVpnEndpoints;

/// <summary>Deletes an attachment of an endpoint; there are none.</summary>
internal sealed class DeleteTransitGatewayClientVpnAttachment
    : IMutation<DeleteTransitGatewayClientVpnAttachmentRequest, DeleteTransitGatewayClientVpnAttachmentResult>
{
    public static DeleteTransitGatewayClientVpnAttachmentResult Run(
        DeleteTransitGatewayClientVpnAttachmentRequest input, Change change) =>
        throw ClientVpnAttachments.Absent(change, input.TransitGatewayAttachmentId);
}
