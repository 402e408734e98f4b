using Virga.Ec2.Tags;
using Virga.Ec2.TransitGatewayAttachments;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.TransitGatewayPolicyTables;

/// <summary>How policy tables are found and shown.</summary>
internal static class TransitGatewayPolicyTables
{
    public static TransitGatewayPolicyTableRow Usable(WorldView at, string? id)
    {
        var row = at.Named<TransitGatewayPolicyTableRow>(id);
        return row.State is "deleting" or "deleted" ? throw TransitGatewayPolicyTableRow.Kind.NotFound!(row.Id) : row;
    }

    public static TransitGatewayPolicyTable Of(TransitGatewayPolicyTableRow row, WorldView at) => new()
    {
        TransitGatewayPolicyTableId = row.Id,
        TransitGatewayId = row.GatewayId,
        State = row.State,
        CreationTime = row.CreationTime,
        Tags = at.TagsOf(row.Id),
    };

    public static TransitGatewayPolicyTableAssociation Association(
        TransitGatewayPolicyTableRow row, TransitGatewayAttachmentRow attachment, string state) =>
        new()
        {
            TransitGatewayPolicyTableId = row.Id,
            TransitGatewayAttachmentId = attachment.Id,
            ResourceId = attachment.ResourceId,
            ResourceType = attachment.Type,
            State = state,
        };
}
