using Virga.Ec2.TransitGatewayMulticastDomains;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.TransitGatewayAttachments;

/// <summary>Detaches a VPC, as the owner of it or of the transit gateway.</summary>
internal sealed class DeleteTransitGatewayVpcAttachment
    : IMutation<DeleteTransitGatewayVpcAttachmentRequest, DeleteTransitGatewayVpcAttachmentResult>
{
    public static DeleteTransitGatewayVpcAttachmentResult Run(
        DeleteTransitGatewayVpcAttachmentRequest input, Change change)
    {
        var row = AttachmentRules.Live(
            change, input.TransitGatewayAttachmentId, TransitGatewayAttachmentResourceType.Vpc);
        row = Begin(change, row);
        return new() { TransitGatewayVpcAttachment = TransitGatewayAttachmentView.Vpc(row, change) };
    }

    /// <summary>An attachment that nothing rests on begins to go.</summary>
    public static TransitGatewayAttachmentRow Begin(Change change, TransitGatewayAttachmentRow row)
    {
        if (row.State is not ("available" or "modifying" or "pending" or "pendingAcceptance" or "initiatingRequest"))
            throw Ec2Errors.InvalidState(row.Id);
        var connects = change.Rows<TransitGatewayAttachmentRow>().By(TransitGatewayAttachmentRow.ByResource, row.Id)
            .Where(one => !one.IsOver).Select(one => one.Id).ToList();
        if (connects.Count > 0) throw Ec2Errors.HasAttachments(row.Id, "Transit Gateway Connect Attachments", connects);
        foreach (var domain in change.Rows<TransitGatewayMulticastDomainRow>())
            if (domain.Subnets.Any(one => one.AttachmentId == row.Id))
                throw Ec2Errors.IncorrectState($"{row.Id} has subnets in the multicast domain {domain.Id}.");
        row = AttachmentSides.Put(change, row with { State = TransitGatewayAttachmentState.Deleting });
        AttachmentSides.Settle(change, row);
        return row;
    }
}
