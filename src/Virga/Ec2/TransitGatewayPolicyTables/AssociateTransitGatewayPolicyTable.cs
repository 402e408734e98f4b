using Virga.Ec2.TransitGatewayAttachments;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.TransitGatewayPolicyTables;

/// <summary>Puts a peering attachment under a policy table.</summary>
internal sealed class AssociateTransitGatewayPolicyTable
    : IMutation<AssociateTransitGatewayPolicyTableRequest, AssociateTransitGatewayPolicyTableResult>
{
    public static AssociateTransitGatewayPolicyTableResult Run(
        AssociateTransitGatewayPolicyTableRequest input, Change change)
    {
        var row = TransitGatewayPolicyTables.Usable(change, input.TransitGatewayPolicyTableId);
        var attachment = AttachmentRules.Open(change, input.TransitGatewayAttachmentId);
        if (attachment.Type != TransitGatewayAttachmentResourceType.Peering)
            throw CommonErrors.InvalidParameterValue(
                $"{attachment.Id} is not a peering attachment and cannot be associated with a policy table.");
        if (attachment.TransitGatewayId != row.GatewayId) throw TransitGatewayPolicyTableRow.Kind.NotFound!(row.Id);
        if (row.AttachmentIds.Contains(attachment.Id))
            throw new AwsException(
                "Resource.AlreadyAssociated",
                $"Transit Gateway Attachment {attachment.Id} is already associated to a policy table.");
        row = change.Put(row with { AttachmentIds = [.. row.AttachmentIds, attachment.Id] });
        var shape = TransitGatewayPolicyTables.Association(row, attachment, TransitGatewayAssociationState.Associating);
        return new() { Association = shape };
    }
}
