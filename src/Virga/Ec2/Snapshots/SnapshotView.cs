using Virga.Ec2.Tags;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Snapshots;

/// <summary>A snapshot as AWS shows it.</summary>
internal static class SnapshotView
{
    private const long BytesPerGiB = 1L << 30;

    public static Snapshot Of(SnapshotRow row, string ownerId, WorldView at) => new()
    {
        SnapshotId = row.Id,
        VolumeId = row.VolumeId,
        VolumeSize = row.SizeGiB,
        State = row.State,
        StateMessage = row.State == SnapshotState.Pending ? null : row.StateMessage,
        Progress = Progress(row),
        StartTime = row.StartTime,
        CompletionTime = row.CompletionTime,
        Description = row.Description,
        CompletionDurationMinutes = row.CompletionDurationMinutes,
        TransferType = row.SourceSnapshotId is null ? null
            : row.CompletionDurationMinutes is null ? TransferType.Standard : TransferType.TimeBased,
        Encrypted = row.IsEncrypted,
        KmsKeyId = row.KmsKeyId,
        OwnerId = ownerId,
        StorageTier = row.StorageTier,
        RestoreExpiryTime = row.Tiering?.RestoreExpiry,
        FullSnapshotSizeInBytes = row.SizeGiB * BytesPerGiB,
        Tags = at.TagsOf(row.Id),
    };

    /// <summary>As CreateSnapshots answers it.</summary>
    public static SnapshotInfo Info(SnapshotRow row, WorldView at) => new()
    {
        SnapshotId = row.Id,
        VolumeId = row.VolumeId,
        VolumeSize = row.SizeGiB,
        State = row.State,
        Progress = Progress(row),
        StartTime = row.StartTime,
        Description = row.Description,
        Encrypted = row.IsEncrypted,
        OwnerId = at.Account,
        Tags = at.TagsOf(row.Id),
    };

    private static string Progress(SnapshotRow row) =>
        row.State == SnapshotState.Completed ? "100%" : $"{row.ProgressPercent}%";
}
