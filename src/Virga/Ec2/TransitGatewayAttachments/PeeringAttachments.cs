using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.TransitGatewayAttachments;

/// <summary>The two sides of a peering of transit gateways.</summary>
internal static class PeeringAttachments
{
    /// <summary>The row of the other side, or null where it is gone.</summary>
    public static TransitGatewayAttachmentRow? Other(WorldView at, TransitGatewayAttachmentRow row) =>
        at.Rows<TransitGatewayAttachmentRow>(row.Peer!.Scope).Find(row.Peer.AttachmentId);

    /// <summary>Puts both sides in a state.</summary>
    public static TransitGatewayAttachmentRow Put(Change change, TransitGatewayAttachmentRow row, string state)
    {
        if (Other(change, row) is { } other) change.At(row.Peer!.Scope).Put(other with { State = state });
        return change.Put(row with { State = state });
    }

    /// <summary>Both sides go on to their next state after AWS's time.</summary>
    public static void Settle(Change change, TransitGatewayAttachmentRow row)
    {
        AttachmentSides.Settle(change, row);
        if (Other(change, row) is { } other) AttachmentSides.Settle(change.At(row.Peer!.Scope), other);
    }

    /// <summary>
    /// A peering that waits for the caller, who was asked. Either id serves where both are the caller's.
    /// </summary>
    public static TransitGatewayAttachmentRow Waiting(WorldView at, string? id)
    {
        var row = AttachmentRules.Live(at, id, TransitGatewayAttachmentResourceType.Peering);
        if (row.Peer!.IsRequester)
            row = row.Peer.Scope == at.Scope && Other(at, row) is { } other
                ? other
                : throw Ec2Errors.InvalidState(row.Id);
        return row.State == TransitGatewayAttachmentState.PendingAcceptance
            ? row
            : throw Ec2Errors.InvalidState(row.Id);
    }
}
