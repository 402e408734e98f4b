using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Snapshots;

/// <summary>Shares a snapshot, or stops sharing it, in either of the two ways that a request can say so.</summary>
internal sealed class ModifySnapshotAttribute
    : IMutation<ModifySnapshotAttributeRequest, ModifySnapshotAttributeResult>
{
    public static ModifySnapshotAttributeResult Run(ModifySnapshotAttributeRequest input, Change change)
    {
        Ids.Check(SnapshotRow.Kind, input.SnapshotId!);
        var row = change.Get<SnapshotRow>(input.SnapshotId!);
        var added = input.CreateVolumePermission?.Add ?? [];
        var removed = input.CreateVolumePermission?.Remove ?? [];
        List<CreateVolumePermission> named =
        [
            .. (input.UserIds ?? []).Select(user => new CreateVolumePermission { UserId = user }),
            .. (input.GroupNames ?? []).Select(group => new CreateVolumePermission { Group = group }),
        ];
        if (input.OperationType == OperationType.Add) added = [.. added, .. named];
        if (input.OperationType == OperationType.Remove) removed = [.. removed, .. named];
        if (added.Count + removed.Count == 0) throw Ec2Errors.NoAttributes();
        change.Put(SnapshotPermissions.Changed(change, row, added, removed));
        return new();
    }
}
