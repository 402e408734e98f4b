using Virga.Ec2.PrefixLists;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.TransitGatewayRouteTables;

/// <summary>Lists the prefix lists that a table has routes of.</summary>
internal sealed class GetTransitGatewayPrefixListReferences
    : IQuery<GetTransitGatewayPrefixListReferencesRequest, GetTransitGatewayPrefixListReferencesResult>
{
    public static GetTransitGatewayPrefixListReferencesResult Run(
        GetTransitGatewayPrefixListReferencesRequest input, WorldView at)
    {
        var table = TransitGatewayRouteTableRules.Usable(at, input.TransitGatewayRouteTableId);
        var listing = new Listing<PrefixListRow, TransitGatewayPrefixListReference>
        {
            View = (list, world) => TransitGatewayRouteTableView.Reference(
                table, PrefixListReferences.Get(table, list.Id), world),
            IsVisible = (list, _) => table.References.Any(one => one.Destination == list.Id),
            Filters = new()
            {
                { "attachment.resource-id", one => one.TransitGatewayAttachment?.ResourceId },
                { "attachment.resource-type", one => one.TransitGatewayAttachment?.ResourceType },
                {
                    "attachment.transit-gateway-attachment-id",
                    one => one.TransitGatewayAttachment?.TransitGatewayAttachmentId
                },
                { "is-blackhole", one => one.Blackhole },
                { "prefix-list-id", one => one.PrefixListId },
                { "prefix-list-owner-id", one => one.PrefixListOwnerId },
                { "state", one => one.State },
            },
        };
        var page = listing.Page(at, null, input.Filters, input.MaxResults, input.NextToken);
        return new() { TransitGatewayPrefixListReferences = page.Items, NextToken = page.NextToken };
    }
}
