using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.PrefixLists;

/// <summary>Lists the resources that name a prefix list.</summary>
internal sealed class GetManagedPrefixListAssociations
    : IQuery<GetManagedPrefixListAssociationsRequest, GetManagedPrefixListAssociationsResult>
{
    public static GetManagedPrefixListAssociationsResult Run(
        GetManagedPrefixListAssociationsRequest input, WorldView at)
    {
        var row = PrefixListRules.Own(at, input.PrefixListId);
        var all = PrefixListUse.Of(at, row.Id)
            .Select(id => new PrefixListAssociation { ResourceId = id, ResourceOwner = at.Account }).ToList();
        var page = PageToken.Slice(all, input.MaxResults, input.NextToken);
        return new() { PrefixListAssociations = page.Items, NextToken = page.NextToken };
    }
}
