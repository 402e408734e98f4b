using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.PrefixLists;

/// <summary>Lists AWS's own prefix lists with their blocks.</summary>
internal sealed class DescribePrefixLists : IQuery<DescribePrefixListsRequest, DescribePrefixListsResult>
{
    private static readonly Listing<PrefixListRow, PrefixList> Listing = new()
    {
        View = static (row, _) => new()
        {
            PrefixListId = row.Id,
            PrefixListName = row.Name,
            Cidrs = [.. row.Entries.Select(entry => entry.Cidr)],
        },
        Filters = new()
        {
            { "prefix-list-id", list => list.PrefixListId },
            { "prefix-list-name", list => list.PrefixListName },
        },
        IsVisible = static (row, _) => row.IsAwsManaged,
    };

    public static DescribePrefixListsResult Run(DescribePrefixListsRequest input, WorldView at)
    {
        var page = Listing.Page(at, input.PrefixListIds, input.Filters, input.MaxResults, input.NextToken);
        return new() { PrefixLists = page.Items, NextToken = page.NextToken };
    }
}
