using System.Globalization;
using Virga.Ec2.Tags;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Volumes;

/// <summary>The exchange of an instance's root volume for a new one.</summary>
internal sealed record ReplaceRootVolumeTaskRow(string Id) : Row(Id), IRow<ReplaceRootVolumeTaskRow>
{
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    public static RowKind<ReplaceRootVolumeTaskRow> Kind { get; } = new("replace-root-volume-task")
    {
        Prefix = "replacevol",
        ResourceType = "replace-root-volume-task",
        NotFound = Ec2Errors.NotFound("InvalidReplaceRootVolumeTaskId", "replace root volume task ID"),
        Malformed = Ec2Errors.Malformed("InvalidReplaceRootVolumeTaskId", "replacevol"),
    };

    /// <summary>Tasks by the instance whose root they exchange.</summary>
    public static Index<ReplaceRootVolumeTaskRow> ByInstance { get; } = Kind.Index(task => task.InstanceId);

    public required string InstanceId { get; init; }

    /// <summary><c>pending</c>, <c>in-progress</c>, <c>succeeded</c> or <c>failed</c>.</summary>
    public required string State { get; init; }

    public required DateTimeOffset StartTime { get; init; }

    public DateTimeOffset? CompleteTime { get; init; }

    /// <summary>The image that was asked for, or null.</summary>
    public string? ImageId { get; init; }

    /// <summary>The snapshot that the new volume is made of; null for an empty one, as of a simulated image.</summary>
    public string? SnapshotId { get; init; }

    /// <summary>What the instance's backend starts with the new root; null for a simulated instance.</summary>
    public string? Reference { get; init; }

    public bool DeletesOldVolume { get; init; }

    public static ReplaceRootVolumeTask View(ReplaceRootVolumeTaskRow row, WorldView at) => new()
    {
        ReplaceRootVolumeTaskId = row.Id,
        InstanceId = row.InstanceId,
        TaskState = row.State,
        StartTime = Time(row.StartTime),
        CompleteTime = row.CompleteTime is { } time ? Time(time) : null,
        ImageId = row.ImageId,
        SnapshotId = row.SnapshotId,
        DeleteReplacedRootVolume = row.DeletesOldVolume,
        Tags = at.TagsOf(row.Id),
    };

    private static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);
}
