using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.PrefixLists;

/// <summary>Deletes a prefix list that neither rules nor routes name.</summary>
internal sealed class DeleteManagedPrefixList
    : IMutation<DeleteManagedPrefixListRequest, DeleteManagedPrefixListResult>
{
    public static DeleteManagedPrefixListResult Run(DeleteManagedPrefixListRequest input, Change change)
    {
        var row = PrefixListRules.Own(change, input.PrefixListId);
        if (PrefixListUse.Of(change, row.Id).Any())
            throw new AwsException(
                "PrefixListInUse", $"The prefix list {row.Id} is referenced by other resources.");
        var shape = PrefixListView.Of(row, change);
        shape.State = PrefixListState.DeleteInProgress;
        change.Remove<PrefixListRow>(row.Id);
        return new() { PrefixList = shape };
    }
}
