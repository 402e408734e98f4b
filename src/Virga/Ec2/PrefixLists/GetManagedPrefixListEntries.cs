using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.PrefixLists;

/// <summary>Lists the blocks of a version of a prefix list.</summary>
internal sealed class GetManagedPrefixListEntries
    : IQuery<GetManagedPrefixListEntriesRequest, GetManagedPrefixListEntriesResult>
{
    public static GetManagedPrefixListEntriesResult Run(GetManagedPrefixListEntriesRequest input, WorldView at)
    {
        var row = at.Named<PrefixListRow>(input.PrefixListId);
        var version = input.TargetVersion ?? row.Versions.Count;
        if (version < 1 || version > row.Versions.Count)
            throw CommonErrors.InvalidParameterValue($"The prefix list {row.Id} has no version {version}.");
        var entries = row.Versions[(int)version - 1]
            .Select(entry => new PrefixListEntry { Cidr = entry.Cidr, Description = entry.Description }).ToList();
        var page = PageToken.Slice(entries, input.MaxResults, input.NextToken);
        return new() { Entries = page.Items, NextToken = page.NextToken };
    }
}
