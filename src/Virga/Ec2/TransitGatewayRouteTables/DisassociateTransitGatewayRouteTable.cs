using Virga.Ec2.TransitGatewayAttachments;
using Virga.Ec2.TransitGateways;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.TransitGatewayRouteTables;

/// <summary>Takes an attachment from its table: what comes from it is dropped then.</summary>
internal sealed class DisassociateTransitGatewayRouteTable
    : IMutation<DisassociateTransitGatewayRouteTableRequest, DisassociateTransitGatewayRouteTableResult>
{
    public static DisassociateTransitGatewayRouteTableResult Run(
        DisassociateTransitGatewayRouteTableRequest input, Change change)
    {
        var table = TransitGatewayRouteTableRules.Usable(change, input.TransitGatewayRouteTableId);
        var row = AttachmentRules.Live(change, input.TransitGatewayAttachmentId);
        if (row.Association?.RouteTableId != table.Id)
            throw new AwsException(
                "InvalidAssociation.NotFound", $"Transit Gateway Attachment {row.Id} is not associated to {table.Id}.");
        row = AttachmentSides.Put(
            change, row with { Association = new(table.Id, TransitGatewayAssociationState.Disassociating) });
        change.Later<TransitGatewayAssociationSettles>(TransitGatewayRules.Delay, row.Id);
        return new() { Association = AssociateTransitGatewayRouteTable.Shape(row) };
    }
}
