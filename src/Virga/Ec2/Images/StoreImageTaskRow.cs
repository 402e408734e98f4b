using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Images;

/// <summary>An AMI that is written to S3, by its id: the latest such task of each.</summary>
internal sealed record StoreImageTaskRow(string Id) : Row(Id), IRow<StoreImageTaskRow>
{
    public const string InProgress = "InProgress";
    public const string Completed = "Completed";
    public const string Failed = "Failed";

    public static RowKind<StoreImageTaskRow> Kind { get; } = new("store-image-task");

    public required DateTimeOffset StartTime { get; init; }

    public required string Bucket { get; init; }

    /// <summary><c>InProgress</c>, <c>Completed</c> or <c>Failed</c>.</summary>
    public required string State { get; init; }

    public string? FailureReason { get; init; }

    /// <summary>What AWS calls the object (EC2 User Guide, "Store and restore an AMI").</summary>
    public string Key => $"{Id}.bin";

    /// <summary>The task as AWS shows it.</summary>
    public static StoreImageTaskResult View(StoreImageTaskRow row) => new()
    {
        AmiId = row.Id,
        TaskStartTime = row.StartTime,
        Bucket = row.Bucket,
        S3objectKey = row.Key,
        ProgressPercentage = row.State == Completed ? 100 : 0,
        StoreTaskState = row.State,
        StoreTaskFailureReason = row.FailureReason,
    };
}

/// <summary>An AMI that is read from S3, by its new id, while it is pending.</summary>
/// <param name="Id">The AMI.</param>
/// <param name="Bucket">Where the object is.</param>
/// <param name="Key">What it is called.</param>
/// <param name="KeepsName">Whether the AMI gets the name that it was stored with.</param>
internal sealed record RestoreImageTaskRow(string Id, string Bucket, string Key, bool KeepsName)
    : Row(Id), IRow<RestoreImageTaskRow>
{
    public static RowKind<RestoreImageTaskRow> Kind { get; } = new("restore-image-task");

    /// <summary>What the snapshots of the AMI are tagged with.</summary>
    public SortedDictionary<string, string> SnapshotTags { get; init; } = new(StringComparer.Ordinal);
}
