using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.TransitGatewayRouteTables;

/// <summary>Gives the routes of a prefix list another target.</summary>
internal sealed class ModifyTransitGatewayPrefixListReference
    : IMutation<ModifyTransitGatewayPrefixListReferenceRequest, ModifyTransitGatewayPrefixListReferenceResult>
{
    public static ModifyTransitGatewayPrefixListReferenceResult Run(
        ModifyTransitGatewayPrefixListReferenceRequest input, Change change)
    {
        var table = TransitGatewayRouteTableRules.Usable(change, input.TransitGatewayRouteTableId);
        PrefixListReferences.Get(table, input.PrefixListId!);
        var reference = new TransitGatewayStaticRoute(input.PrefixListId!, TransitGatewayRouteTableRules.Target(
            change, table, input.TransitGatewayAttachmentId, input.Blackhole));
        table = change.Put(table.With(reference));
        var shape = TransitGatewayRouteTableView.Reference(table, reference, change);
        return new() { TransitGatewayPrefixListReference = shape };
    }
}
