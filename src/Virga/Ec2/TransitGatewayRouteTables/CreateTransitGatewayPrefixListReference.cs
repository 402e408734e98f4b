using Virga.Ec2.PrefixLists;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.TransitGatewayRouteTables;

/// <summary>Makes the entries of a prefix list routes of a table.</summary>
internal sealed class CreateTransitGatewayPrefixListReference
    : IMutation<CreateTransitGatewayPrefixListReferenceRequest, CreateTransitGatewayPrefixListReferenceResult>
{
    public static CreateTransitGatewayPrefixListReferenceResult Run(
        CreateTransitGatewayPrefixListReferenceRequest input, Change change)
    {
        var table = TransitGatewayRouteTableRules.Usable(change, input.TransitGatewayRouteTableId);
        var list = change.Named<PrefixListRow>(input.PrefixListId);
        if (table.References.Any(one => one.Destination == list.Id))
            throw new AwsException(
                "PrefixListReferenceAlreadyExists", $"{table.Id} already has a reference to {list.Id}.");
        var reference = new TransitGatewayStaticRoute(list.Id, TransitGatewayRouteTableRules.Target(
            change, table, input.TransitGatewayAttachmentId, input.Blackhole));
        table = change.Put(table.With(reference));
        var shape = TransitGatewayRouteTableView.Reference(table, reference, change);
        return new() { TransitGatewayPrefixListReference = shape };
    }
}
