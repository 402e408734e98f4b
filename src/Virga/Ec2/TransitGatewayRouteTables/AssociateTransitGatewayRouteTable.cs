using Virga.Ec2.TransitGatewayAttachments;
using Virga.Ec2.TransitGateways;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.TransitGatewayRouteTables;

/// <summary>Lets a table route what comes from an attachment; an attachment has one table at most.</summary>
internal sealed class AssociateTransitGatewayRouteTable
    : IMutation<AssociateTransitGatewayRouteTableRequest, AssociateTransitGatewayRouteTableResult>
{
    public static AssociateTransitGatewayRouteTableResult Run(
        AssociateTransitGatewayRouteTableRequest input, Change change)
    {
        var table = TransitGatewayRouteTableRules.Usable(change, input.TransitGatewayRouteTableId);
        var row = AttachmentRules.Open(change, input.TransitGatewayAttachmentId);
        if (row.TransitGatewayId != table.GatewayId) throw TransitGatewayRouteTableRow.Kind.NotFound!(table.Id);
        if (row.Association is not null)
            throw new AwsException(
                "Resource.AlreadyAssociated",
                $"Transit Gateway Attachment {row.Id} is already associated to a route table.");
        row = AttachmentSides.Put(
            change, row with { Association = new(table.Id, TransitGatewayAssociationState.Associating) });
        change.Later<TransitGatewayAssociationSettles>(TransitGatewayRules.Delay, row.Id);
        return new() { Association = Shape(row) };
    }

    public static TransitGatewayAssociation Shape(TransitGatewayAttachmentRow row) => new()
    {
        TransitGatewayRouteTableId = row.Association!.RouteTableId,
        TransitGatewayAttachmentId = row.Id,
        ResourceId = row.ResourceId,
        ResourceType = row.Type,
        State = row.Association.State,
    };
}
