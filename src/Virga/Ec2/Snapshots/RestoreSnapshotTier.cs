using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Snapshots;

/// <summary>Restores a snapshot from the archive, for some days or for ever.</summary>
internal sealed class RestoreSnapshotTier : IMutation<RestoreSnapshotTierRequest, RestoreSnapshotTierResult>
{
    private const int MaxDays = 180;

    public static RestoreSnapshotTierResult Run(RestoreSnapshotTierRequest input, Change change)
    {
        var isPermanent = input.PermanentRestore == true;
        if (isPermanent == (input.TemporaryRestoreDays is not null))
            throw CommonErrors.InvalidParameterCombination(
                "One of the parameters TemporaryRestoreDays and PermanentRestore must be given.");
        if (input.TemporaryRestoreDays is < 1 or > MaxDays)
            throw CommonErrors.InvalidParameterValue($"A snapshot is restored for 1 to {MaxDays} days.");
        var row = SnapshotTiers.Restore(
            change, change.Named<SnapshotRow>(input.SnapshotId), input.TemporaryRestoreDays);
        return new()
        {
            SnapshotId = row.Id,
            RestoreStartTime = row.Tiering!.StartTime,
            RestoreDuration = input.TemporaryRestoreDays,
            IsPermanentRestore = isPermanent,
        };
    }
}
