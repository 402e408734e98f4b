using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.PrefixLists;

/// <summary>Lists the account's prefix lists and AWS's own.</summary>
internal sealed class DescribeManagedPrefixLists
    : IQuery<DescribeManagedPrefixListsRequest, DescribeManagedPrefixListsResult>
{
    private static readonly Listing<PrefixListRow, ManagedPrefixList> Listing = new()
    {
        View = PrefixListView.Of,
        Filters = new()
        {
            { "owner-id", list => list.OwnerId },
            { "prefix-list-id", list => list.PrefixListId },
            { "prefix-list-name", list => list.PrefixListName },
        },
        MaxResults = 100,
        MinResults = 1,
    };

    public static DescribeManagedPrefixListsResult Run(DescribeManagedPrefixListsRequest input, WorldView at)
    {
        var page = Listing.Page(at, input.PrefixListIds, input.Filters, input.MaxResults, input.NextToken);
        return new() { PrefixLists = page.Items, NextToken = page.NextToken };
    }
}
