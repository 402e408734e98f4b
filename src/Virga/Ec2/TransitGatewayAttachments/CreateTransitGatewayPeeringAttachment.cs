using Virga.Ec2.Tags;
using Virga.Ec2.TransitGateways;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.TransitGatewayAttachments;

/// <summary>Asks for a peering with a transit gateway of this or another account or region.</summary>
internal sealed class CreateTransitGatewayPeeringAttachment
    : IMutation<CreateTransitGatewayPeeringAttachmentRequest, CreateTransitGatewayPeeringAttachmentResult>
{
    public static CreateTransitGatewayPeeringAttachmentResult Run(
        CreateTransitGatewayPeeringAttachmentRequest input, Change change)
    {
        var gateway = TransitGatewayRules.Usable(change, input.TransitGatewayId);
        var peerId = input.PeerTransitGatewayId!;
        Ids.Check(TransitGatewayRow.Kind, peerId);
        if (peerId == gateway.Id)
            throw CommonErrors.InvalidParameterValue("A transit gateway cannot be peered with itself.");
        if (input.Options?.DynamicRouting == DynamicRoutingValue.Enable)
            throw new AwsException(
                "UnsupportedOperation", "Dynamic routing is for peerings with core networks, which are not here.");
        var there = change.At(new Scope(input.PeerAccountId!, input.PeerRegion!));
        var peer = TransitGatewayRules.Usable(there, peerId);
        var isPresent = change.Rows<TransitGatewayAttachmentRow>()
            .By(TransitGatewayAttachmentRow.ByTransitGateway, gateway.Id)
            .Any(one => !one.IsOver && one.Peer?.TransitGatewayId == peer.Id);
        if (isPresent)
            throw new AwsException(
                "DuplicateTransitGatewayAttachment",
                $"{gateway.Id} has non-deleted Transit Gateway Attachments with same peer {peer.Id}.");
        var row = Make(change, there, gateway, peer);
        row = change.Put(row with { DynamicRouting = input.Options?.DynamicRouting });
        change.TagNew(input.TagSpecifications, ResourceType.TransitGatewayAttachment, row.Id);
        PeeringAttachments.Settle(change, row);
        return new() { TransitGatewayPeeringAttachment = TransitGatewayAttachmentView.Peering(row, change) };
    }

    private static TransitGatewayAttachmentRow Make(
        Change here, Change there, TransitGatewayRow gateway, TransitGatewayRow peer)
    {
        var id = here.NewId("tgw-attach");
        var peerId = here.Scope == there.Scope ? here.NewId("tgw-attach") : id;
        there.Put(Side(there, peerId, peer.Id, new(false, gateway.Id, here.Account, here.Region, id)));
        return here.Put(Side(here, id, gateway.Id, new(true, peer.Id, there.Account, there.Region, peerId)));
    }

    private static TransitGatewayAttachmentRow Side(
        Change change, string id, string gatewayId, TransitGatewayPeer peer) =>
        new(id)
        {
            TransitGatewayId = gatewayId,
            GatewayAccount = change.Account,
            Type = TransitGatewayAttachmentResourceType.Peering,
            ResourceId = peer.TransitGatewayId,
            ResourceAccount = peer.Account,
            State = TransitGatewayAttachmentState.InitiatingRequest,
            CreationTime = change.Now,
            Peer = peer,
        };
}
