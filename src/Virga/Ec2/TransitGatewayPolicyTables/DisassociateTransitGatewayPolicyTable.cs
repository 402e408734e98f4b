using Virga.Ec2.TransitGatewayAttachments;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.TransitGatewayPolicyTables;

/// <summary>Takes a peering attachment from its policy table.</summary>
internal sealed class DisassociateTransitGatewayPolicyTable
    : IMutation<DisassociateTransitGatewayPolicyTableRequest, DisassociateTransitGatewayPolicyTableResult>
{
    public static DisassociateTransitGatewayPolicyTableResult Run(
        DisassociateTransitGatewayPolicyTableRequest input, Change change)
    {
        var row = TransitGatewayPolicyTables.Usable(change, input.TransitGatewayPolicyTableId);
        var attachment = AttachmentRules.Live(change, input.TransitGatewayAttachmentId);
        if (!row.AttachmentIds.Contains(attachment.Id))
            throw new AwsException(
                "InvalidTransitGatewayPolicyTableAssociation.NotFound",
                $"{attachment.Id} is not associated to {row.Id}.");
        row = change.Put(row with { AttachmentIds = [.. row.AttachmentIds.Where(id => id != attachment.Id)] });
        var shape = TransitGatewayPolicyTables.Association(
            row, attachment, TransitGatewayAssociationState.Disassociating);
        return new() { Association = shape };
    }
}
