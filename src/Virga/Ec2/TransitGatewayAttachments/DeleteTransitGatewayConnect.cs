using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.TransitGatewayAttachments;

/// <summary>Deletes a connect attachment without peers.</summary>
internal sealed class DeleteTransitGatewayConnect
    : IMutation<DeleteTransitGatewayConnectRequest, DeleteTransitGatewayConnectResult>
{
    public static DeleteTransitGatewayConnectResult Run(DeleteTransitGatewayConnectRequest input, Change change)
    {
        var row = AttachmentRules.Live(
            change, input.TransitGatewayAttachmentId, TransitGatewayAttachmentResourceType.Connect);
        var peers = change.Rows<TransitGatewayConnectPeerRow>()
            .Where(peer => peer.AttachmentId == row.Id && !peer.IsOver).Select(peer => peer.Id).ToList();
        if (peers.Count > 0) throw Ec2Errors.HasAttachments(row.Id, "Transit Gateway Connect Peers", peers);
        row = DeleteTransitGatewayVpcAttachment.Begin(change, row);
        return new() { TransitGatewayConnect = TransitGatewayAttachmentView.Connect(row, change) };
    }
}
