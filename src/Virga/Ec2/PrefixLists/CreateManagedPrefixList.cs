using Virga.Ec2.Tags;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.PrefixLists;

/// <summary>Creates a managed prefix list.</summary>
internal sealed class CreateManagedPrefixList
    : IMutation<CreateManagedPrefixListRequest, CreateManagedPrefixListResult>
{
    public static CreateManagedPrefixListResult Run(CreateManagedPrefixListRequest input, Change change)
    {
        var size = input.MaxEntries ?? 0;
        PrefixListRules.Check(input.PrefixListName!, input.AddressFamily!, size);
        var entries = PrefixListRules.With([], input.Entries, input.AddressFamily!);
        PrefixListRules.CheckSize(entries.Count, size);
        Quota.PrefixLists.Check(change, () => change.Rows<PrefixListRow>().Count(one => !one.IsAwsManaged));
        var row = change.Put(new PrefixListRow(change.NewId("pl"))
        {
            Name = input.PrefixListName!,
            AddressFamily = input.AddressFamily!,
            MaxEntries = size,
            State = PrefixListState.CreateComplete,
            Versions = [entries],
        });
        change.TagNew(input.TagSpecifications, ResourceType.PrefixList, row.Id);
        var shape = PrefixListView.Of(row, change);
        shape.State = PrefixListState.CreateInProgress;
        return new() { PrefixList = shape };
    }
}
