using Virga.Ec2.Snapshots;
using Virga.Ec2.Tags;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.ImportExportTasks;

/// <summary>A disk in S3 that becomes a snapshot. How far it is follows from the snapshot.</summary>
internal sealed record ImportSnapshotTaskRow(string Id) : Row(Id), IRow<ImportSnapshotTaskRow>
{
    public const string Active = "active";
    public const string Completed = "completed";

    /// <summary>What AWS calls a task that failed as well as one that was cancelled.</summary>
    public const string Deleted = "deleted";

    public static RowKind<ImportSnapshotTaskRow> Kind { get; } = new("import-snapshot-task")
    {
        Prefix = "import-snap",
        ResourceType = "import-snapshot-task",
        NotFound = NoTasks.Conversion,
        Malformed = NoTasks.Import,
    };

    public required string SnapshotId { get; init; }

    /// <summary>As it was given; null where bucket and key were.</summary>
    public string? Url { get; init; }

    public string? Description { get; init; }

    public string? DiskDescription { get; init; }

    /// <summary>Why it was cancelled; null for one that was not.</summary>
    public string? CancelReason { get; init; }

    /// <summary><c>active</c>, <c>completed</c> or <c>deleted</c>.</summary>
    public string StatusAt(WorldView at) => CancelReason is not null
        ? Deleted
        : at.Find<SnapshotRow>(SnapshotId)?.State switch
        {
            SnapshotState.Pending => Active,
            SnapshotState.Error => Deleted,
            _ => Completed,
        };

    public static ImportSnapshotTask View(ImportSnapshotTaskRow row, WorldView at) => new()
    {
        ImportTaskId = row.Id,
        Description = row.Description,
        SnapshotTaskDetail = Detail(row, at),
        Tags = at.TagsOf(row.Id),
    };

    public static SnapshotTaskDetail Detail(ImportSnapshotTaskRow row, WorldView at)
    {
        var snapshot = at.Find<SnapshotRow>(row.SnapshotId);
        var status = row.StatusAt(at);
        return new()
        {
            Description = row.DiskDescription,
            DiskImageSize = snapshot?.Import?.SizeBytes,
            Encrypted = snapshot?.IsEncrypted,
            Format = snapshot?.Import?.Format,
            KmsKeyId = snapshot?.KmsKeyId,
            Progress = status == Active ? $"{snapshot?.ProgressPercent ?? 0}" : null,
            SnapshotId = status == Completed ? row.SnapshotId : null,
            Status = status,
            StatusMessage = row.CancelReason ?? snapshot?.StateMessage ?? (status == Active ? "pending" : null),
            Url = row.Url,
            UserBucket = snapshot?.Import is { } import
                ? new() { S3Bucket = import.Bucket, S3Key = import.Key }
                : null,
        };
    }
}
