using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.TransitGatewayAttachments;

/// <summary>How an attachment is found, and what state it must be in.</summary>
internal static class AttachmentRules
{
    /// <summary>An attachment of this kind (of any, where null) that is not deleted.</summary>
    public static TransitGatewayAttachmentRow Live(WorldView at, string? id, string? type = null)
    {
        var row = at.Named<TransitGatewayAttachmentRow>(id);
        return row.State == "deleted" || (type is not null && row.Type != type)
            ? throw TransitGatewayAttachmentRow.Kind.NotFound!(row.Id)
            : row;
    }

    /// <summary>An attachment that can be worked on.</summary>
    public static TransitGatewayAttachmentRow Open(WorldView at, string? id, string? type = null)
    {
        var row = Live(at, id, type);
        return row.IsOpen ? row : throw Ec2Errors.InvalidState(row.Id);
    }

    /// <summary>An attachment that waits for the caller, who owns the gateway.</summary>
    public static TransitGatewayAttachmentRow Waiting(WorldView at, string? id, string type)
    {
        var row = Live(at, id, type);
        if (row.GatewayAccount != at.Account)
            throw Ec2Errors.OperationNotPermitted($"You are not the owner of {row.TransitGatewayId}.");
        return row.State == TransitGatewayAttachmentState.PendingAcceptance
            ? row
            : throw Ec2Errors.InvalidState(row.Id);
    }

    /// <summary>Whether packets of a VPC get through a transit gateway: it has an open attachment.</summary>
    public static bool IsOpen(WorldView at, string gatewayId, string vpcId) => at.Rows<TransitGatewayAttachmentRow>()
        .By(TransitGatewayAttachmentRow.ByResource, vpcId)
        .Any(one => one.TransitGatewayId == gatewayId && one.IsOpen);

    /// <summary>Whether a VPC is attached to a transit gateway, or about to be.</summary>
    public static bool IsAttached(WorldView at, string gatewayId, string vpcId) =>
        at.Rows<TransitGatewayAttachmentRow>().By(TransitGatewayAttachmentRow.ByResource, vpcId)
            .Any(one => one.TransitGatewayId == gatewayId && (one.IsOpen || one.State == "pending"));
}
