using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Snapshots;

/// <summary>Archives a snapshot: no volume can be made of it until it is restored.</summary>
internal sealed class ModifySnapshotTier : IMutation<ModifySnapshotTierRequest, ModifySnapshotTierResult>
{
    public static ModifySnapshotTierResult Run(ModifySnapshotTierRequest input, Change change)
    {
        var row = SnapshotTiers.Archive(change, change.Named<SnapshotRow>(input.SnapshotId));
        return new() { SnapshotId = row.Id, TieringStartTime = row.Tiering!.StartTime };
    }
}
