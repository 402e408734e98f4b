using Virga.Ec2.TransitGatewayAttachments;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.VpnConnections;

/// <summary>Attachments of VPN connections to transit gateways.</summary>
internal static class VpnAttachments
{
    public static string Attach(Change change, string connectionId, string gatewayId)
    {
        var row = new TransitGatewayAttachmentRow(change.NewId("tgw-attach"))
        {
            TransitGatewayId = gatewayId,
            GatewayAccount = change.Account,
            Type = TransitGatewayAttachmentResourceType.Vpn,
            ResourceId = connectionId,
            ResourceAccount = change.Account,
            State = TransitGatewayAttachmentState.Pending,
            CreationTime = change.Now,
        };
        AttachmentSides.Put(change, row);
        AttachmentSides.Settle(change, row);
        return row.Id;
    }

    public static void Detach(Change change, string? attachmentId)
    {
        if (change.Find<TransitGatewayAttachmentRow>(attachmentId) is not { IsOver: false } row) return;
        row = AttachmentSides.Put(change, row with { State = TransitGatewayAttachmentState.Deleting });
        AttachmentSides.Settle(change, row);
    }
}
