using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.PrefixLists;

/// <summary>Makes a new version of a prefix list with the entries of an old one.</summary>
internal sealed class RestoreManagedPrefixListVersion
    : IMutation<RestoreManagedPrefixListVersionRequest, RestoreManagedPrefixListVersionResult>
{
    public static RestoreManagedPrefixListVersionResult Run(
        RestoreManagedPrefixListVersionRequest input, Change change)
    {
        var row = PrefixListRules.Own(change, input.PrefixListId);
        ModifyManagedPrefixList.CheckVersion(row, input.CurrentVersion);
        var previous = input.PreviousVersion ?? 0;
        if (previous < 1 || previous >= row.Versions.Count)
            throw CommonErrors.InvalidParameterValue($"The prefix list {row.Id} has no previous version {previous}.");
        row = change.Put(row with
        {
            State = PrefixListState.RestoreComplete,
            Versions = [.. row.Versions, row.Versions[(int)previous - 1]],
        });
        var shape = PrefixListView.Of(row, change);
        shape.State = PrefixListState.RestoreInProgress;
        return new() { PrefixList = shape };
    }
}
