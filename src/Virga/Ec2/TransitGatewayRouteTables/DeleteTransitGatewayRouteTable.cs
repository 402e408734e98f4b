using Virga.Ec2.TransitGatewayAttachments;
using Virga.Ec2.TransitGateways;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.TransitGatewayRouteTables;

/// <summary>Deletes a route table that nothing is associated with, and that is no default.</summary>
internal sealed class DeleteTransitGatewayRouteTable
    : IMutation<DeleteTransitGatewayRouteTableRequest, DeleteTransitGatewayRouteTableResult>
{
    public static DeleteTransitGatewayRouteTableResult Run(
        DeleteTransitGatewayRouteTableRequest input, Change change)
    {
        var row = TransitGatewayRouteTableRules.Usable(change, input.TransitGatewayRouteTableId);
        var gateway = change.Find<TransitGatewayRow>(row.GatewayId);
        if (gateway?.AssociationDefaultRouteTableId == row.Id || gateway?.PropagationDefaultRouteTableId == row.Id)
            throw Ec2Errors.IncorrectState($"{row.Id} is a default route table of {row.GatewayId}");
        var associated = change.Rows<TransitGatewayAttachmentRow>()
            .By(TransitGatewayAttachmentRow.ByAssociated, row.Id).Select(one => one.Id).ToList();
        if (associated.Count > 0)
            throw Ec2Errors.IncorrectState($"{row.Id} has associations with {string.Join(", ", associated)}.");
        foreach (var one in change.Rows<TransitGatewayAttachmentRow>()
            .By(TransitGatewayAttachmentRow.ByPropagation, row.Id).ToList())
            AttachmentSides.Put(change, one with { Propagations = [.. one.Propagations.Where(id => id != row.Id)] });
        row = change.Put(row with { State = TransitGatewayRouteTableState.Deleting });
        change.Later<TransitGatewayRouteTableSettles>(TransitGatewayRules.Delay, row.Id);
        return new() { TransitGatewayRouteTable = TransitGatewayRouteTableView.Of(row, change) };
    }
}
