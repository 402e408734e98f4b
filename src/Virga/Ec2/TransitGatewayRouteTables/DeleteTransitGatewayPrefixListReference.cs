using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.TransitGatewayRouteTables;

/// <summary>Removes the routes of a prefix list.</summary>
internal sealed class DeleteTransitGatewayPrefixListReference
    : IMutation<DeleteTransitGatewayPrefixListReferenceRequest, DeleteTransitGatewayPrefixListReferenceResult>
{
    public static DeleteTransitGatewayPrefixListReferenceResult Run(
        DeleteTransitGatewayPrefixListReferenceRequest input, Change change)
    {
        var table = TransitGatewayRouteTableRules.Usable(change, input.TransitGatewayRouteTableId);
        var reference = PrefixListReferences.Get(table, input.PrefixListId!);
        var shape = TransitGatewayRouteTableView.Reference(table, reference, change);
        shape.State = TransitGatewayPrefixListReferenceState.Deleting;
        change.Put(table.WithoutReference(reference.Destination));
        return new() { TransitGatewayPrefixListReference = shape };
    }
}
