using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Snapshots;

/// <summary>Unlocks a snapshot, unless its lock is one of compliance after its cooling-off.</summary>
internal sealed class UnlockSnapshot : IMutation<UnlockSnapshotRequest, UnlockSnapshotResult>
{
    public static UnlockSnapshotResult Run(UnlockSnapshotRequest input, Change change)
    {
        var row = change.Named<SnapshotRow>(input.SnapshotId);
        switch (row.Lock?.StateAt(change.Now))
        {
            case null or LockState.Expired:
                throw Ec2Errors.IncorrectState($"The snapshot '{row.Id}' is not locked.");
            case LockState.Compliance:
                throw Ec2Errors.OperationNotPermitted(
                    $"The snapshot '{row.Id}' is locked in compliance mode and cannot be unlocked.");
        }

        change.Put(row with { Lock = null });
        return new() { SnapshotId = row.Id };
    }
}
