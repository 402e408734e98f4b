using Virga.Ec2.TransitGateways;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.TransitGatewayAttachments;

/// <summary>
/// An attachment reaches the state that it is on its way to. One that becomes available is associated with the
/// gateway's default table and propagates to the default one.
/// </summary>
internal sealed class TransitGatewayAttachmentSettles : ITransition
{
    public static void Run(Change change, string subject)
    {
        if (change.Find<TransitGatewayAttachmentRow>(subject) is not { } row) return;
        switch (row.State)
        {
            case TransitGatewayAttachmentState.InitiatingRequest:
                AttachmentSides.Put(change, row with { State = TransitGatewayAttachmentState.PendingAcceptance });
                break;
            case TransitGatewayAttachmentState.Pending:
                Open(change, row);
                break;
            case TransitGatewayAttachmentState.Modifying:
                AttachmentSides.Put(change, row with { State = TransitGatewayAttachmentState.Available });
                break;
            case TransitGatewayAttachmentState.Deleting:
                AttachmentInterfaces.RemoveAll(change, row);
                AttachmentSides.End(
                    change, row with { NetworkInterfaceIds = [] }, TransitGatewayAttachmentState.Deleted);
                break;
            default:
                break;
        }
    }

    private static void Open(Change change, TransitGatewayAttachmentRow row)
    {
        var gateway = change.Find<TransitGatewayRow>(row.TransitGatewayId);
        if (gateway?.AssociationDefaultRouteTableId is { } table)
            row = row with { Association = new(table, TransitGatewayAssociationState.Associated) };
        if (gateway?.PropagationDefaultRouteTableId is { } learner
            && row.Type != TransitGatewayAttachmentResourceType.Peering)
            row = row with { Propagations = [learner] };
        AttachmentSides.Put(change, row with { State = TransitGatewayAttachmentState.Available });
    }
}

/// <summary>An association with a route table is there, or gone.</summary>
internal sealed class TransitGatewayAssociationSettles : ITransition
{
    public static void Run(Change change, string subject)
    {
        if (change.Find<TransitGatewayAttachmentRow>(subject) is not { Association: { } association } row) return;
        AttachmentSides.Put(change, row with
        {
            Association = association.State == TransitGatewayAssociationState.Disassociating
                ? null
                : association with { State = TransitGatewayAssociationState.Associated },
        });
    }
}
