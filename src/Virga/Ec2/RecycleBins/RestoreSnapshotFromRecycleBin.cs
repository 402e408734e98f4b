using Virga.Ec2.Snapshots;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.RecycleBins;

/// <summary>Takes a snapshot out of the bin, with its bytes and tags.</summary>
internal sealed class RestoreSnapshotFromRecycleBin
    : IMutation<RestoreSnapshotFromRecycleBinRequest, RestoreSnapshotFromRecycleBinResult>
{
    public static RestoreSnapshotFromRecycleBinResult Run(RestoreSnapshotFromRecycleBinRequest input, Change change)
    {
        var bin = RecycleBin.Chosen(
            change, [input.SnapshotId!], SnapshotRow.Kind, one => one.Snapshot is not null).First();
        var row = change.Put(bin.Snapshot! with { Sequence = 0 });
        RecycleBin.Restored(change, bin);
        if (row.Tiering?.RestoreExpiry is { } expiry)
            change.Expire<SnapshotRestoreExpires>(expiry - change.Now, row.Id);
        var shape = SnapshotView.Of(row, change.Account, change);
        return new()
        {
            SnapshotId = shape.SnapshotId,
            Description = shape.Description,
            Encrypted = shape.Encrypted,
            OwnerId = shape.OwnerId,
            Progress = shape.Progress,
            StartTime = shape.StartTime,
            State = shape.State,
            VolumeId = shape.VolumeId,
            VolumeSize = shape.VolumeSize,
        };
    }
}
