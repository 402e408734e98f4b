using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.PrefixLists;

/// <summary>Changes name, size or entries of a prefix list; a change of entries makes a new version.</summary>
internal sealed class ModifyManagedPrefixList
    : IMutation<ModifyManagedPrefixListRequest, ModifyManagedPrefixListResult>
{
    public static ModifyManagedPrefixListResult Run(ModifyManagedPrefixListRequest input, Change change)
    {
        var row = PrefixListRules.Own(change, input.PrefixListId);
        var isEntries = input.AddEntries is { Count: > 0 } || input.RemoveEntries is { Count: > 0 };
        CheckResolver(change, row, isEntries, input.IpamPrefixListResolverSyncEnabled);
        if (isEntries) CheckVersion(row, input.CurrentVersion);
        if (isEntries && input.MaxEntries is not null)
            throw CommonErrors.InvalidParameterCombination("You cannot modify entries and MaxEntries at once.");
        var size = input.MaxEntries ?? row.MaxEntries;
        row = row with
        {
            Name = input.PrefixListName ?? row.Name,
            MaxEntries = size,
            State = PrefixListState.ModifyComplete,
        };
        if (isEntries) row = row with { Versions = [.. row.Versions, Entries(input, row)] };
        PrefixListRules.Check(row.Name, row.AddressFamily, size);
        PrefixListRules.CheckSize(row.Entries.Count, size);
        change.Put(row);
        if (input.MaxEntries is not null) PrefixListUse.CheckSizes(change, row.Id);
        var shape = PrefixListView.Of(row, change);
        shape.State = PrefixListState.ModifyInProgress;
        return new() { PrefixList = shape };
    }

    /// <summary>A list that follows a resolver has its entries from there.</summary>
    private static void CheckResolver(Change change, PrefixListRow row, bool isEntries, bool? isSynced)
    {
        var target = PrefixListUse.ResolverTarget(change, row.Id);
        if (isEntries && target is not null)
            throw Ec2Errors.IncorrectState($"The entries of {row.Id} come from {target.ResolverId}.");
        if (isSynced is { } wanted && wanted != target is not null)
            throw new AwsException(
                "UnsupportedOperation",
                $"A prefix list follows a resolver while there is a target for it: create or delete that of {row.Id}.");
    }

    /// <summary>Refuses a change that was made of another version than the current one.</summary>
    public static void CheckVersion(PrefixListRow row, long? version)
    {
        if (version is null) throw CommonErrors.MissingParameter("CurrentVersion");
        if (version != row.Versions.Count)
            throw new AwsException(
                "PrefixListVersionMismatch",
                $"The prefix list has the version {row.Versions.Count}, not {version}.");
    }

    private static List<PrefixListEntryRow> Entries(ModifyManagedPrefixListRequest input, PrefixListRow row)
    {
        var entries = row.Entries.ToList();
        foreach (var removed in input.RemoveEntries ?? [])
        {
            var block = PrefixListRules.Block(removed.Cidr, row.AddressFamily);
            if (entries.RemoveAll(one => one.Cidr == block) == 0)
                throw CommonErrors.InvalidParameterValue($"The entry {block} is not in the prefix list {row.Id}.");
        }

        return PrefixListRules.With(entries, input.AddEntries, row.AddressFamily);
    }
}
