using Virga.Ec2.Images;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Snapshots;

/// <summary>
/// How snapshots move between tiers. The bytes stay where they are; what differs is who may use them.
/// </summary>
internal static class SnapshotTiers
{
    /// <summary>AWS takes up to a day, and up to three for a restore.</summary>
    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(2);

    public static SnapshotRow Archive(Change change, SnapshotRow row)
    {
        DemandStill(row);
        if (row.State != SnapshotState.Completed || row.StorageTier != StorageTier.Standard)
            throw Ec2Errors.IncorrectState($"The snapshot '{row.Id}' is not completed, or is archived already.");
        if (change.Rows<ImageRow>().By(ImageRow.BySnapshot, row.Id).FirstOrDefault() is { } image)
            throw new AwsException("InvalidSnapshot.InUse",
                $"The snapshot {row.Id} is currently in use by {image.Id}");
        if (row.FastRestores.Count > 0)
            throw Ec2Errors.IncorrectState($"Fast snapshot restore is enabled for the snapshot '{row.Id}'.");
        return Begin(change, row, new(TieringOperationStatus.ArchivalInProgress, change.Now));
    }

    /// <param name="change">The change.</param>
    /// <param name="row">The snapshot.</param>
    /// <param name="days">For how many days; null for ever.</param>
    public static SnapshotRow Restore(Change change, SnapshotRow row, int? days)
    {
        DemandStill(row);
        if (row.StorageTier == StorageTier.Standard && row.Tiering?.RestoreExpiry is null)
            throw Ec2Errors.IncorrectState($"The snapshot '{row.Id}' is not archived.");
        change.Cancel<SnapshotRestoreExpires>(row.Id);
        var status = days is null
            ? TieringOperationStatus.PermanentRestoreInProgress
            : TieringOperationStatus.TemporaryRestoreInProgress;
        return Begin(change, row, new(status, change.Now)
        {
            ArchivedAt = row.Tiering?.ArchivedAt, RestoreDays = days,
        });
    }

    private static SnapshotRow Begin(Change change, SnapshotRow row, SnapshotTiering tiering)
    {
        change.Later<SnapshotTierIsReached>(Delay, row.Id);
        return change.Put(row with { Tiering = tiering });
    }

    private static void DemandStill(SnapshotRow row)
    {
        if (row.Tiering is { IsMoving: true } moving)
            throw Ec2Errors.IncorrectState($"The snapshot '{row.Id}' is moving between tiers: {moving.Status}.");
    }
}

/// <summary>A move between tiers is done.</summary>
internal sealed class SnapshotTierIsReached : ITransition
{
    public static void Run(Change change, string subject)
    {
        if (change.Find<SnapshotRow>(subject) is not { Tiering: { IsMoving: true } moving } row) return;
        switch (moving.Status)
        {
            case TieringOperationStatus.ArchivalInProgress:
                change.Put(row with
                {
                    StorageTier = StorageTier.Archive,
                    Tiering = moving with
                    {
                        Status = TieringOperationStatus.ArchivalCompleted, ArchivedAt = change.Now,
                    },
                });
                break;
            case TieringOperationStatus.PermanentRestoreInProgress:
                change.Put(row with
                {
                    StorageTier = StorageTier.Standard,
                    Tiering = moving with { Status = TieringOperationStatus.PermanentRestoreCompleted },
                });
                break;
            default:
                var lifetime = TimeSpan.FromDays(moving.RestoreDays!.Value);
                change.Put(row with
                {
                    StorageTier = StorageTier.Standard,
                    Tiering = moving with
                    {
                        Status = TieringOperationStatus.TemporaryRestoreCompleted,
                        RestoreExpiry = change.Now + lifetime,
                    },
                });
                change.Expire<SnapshotRestoreExpires>(lifetime, subject);
                break;
        }
    }
}

/// <summary>The time of a temporary restore is over: the snapshot is in the archive again.</summary>
internal sealed class SnapshotRestoreExpires : ITransition
{
    public static void Run(Change change, string subject)
    {
        if (change.Find<SnapshotRow>(subject) is not { Tiering: { RestoreExpiry: not null } tiering } row) return;
        change.Put(row with
        {
            StorageTier = StorageTier.Archive,
            Tiering = tiering with { Status = TieringOperationStatus.ArchivalCompleted, RestoreExpiry = null },
        });
    }
}
