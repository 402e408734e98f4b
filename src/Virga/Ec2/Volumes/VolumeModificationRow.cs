using Virga.State;

namespace Virga.Ec2.Volumes;

/// <summary>The last modification of a volume; the id is the volume's.</summary>
internal sealed record VolumeModificationRow(string Id) : Row(Id), IRow<VolumeModificationRow>
{
    public static RowKind<VolumeModificationRow> Kind { get; } =
        new("volume-modification")
        {
            NotFound = id => new Service.AwsException(
                "InvalidVolumeModification.NotFound", $"Modification for volume '{id}' does not exist."),
        };

    /// <summary><c>modifying</c>, <c>optimizing</c>, <c>completed</c> or <c>failed</c>.</summary>
    public required string State { get; init; }

    public required VolumeFigures Original { get; init; }

    public required VolumeFigures Target { get; init; }

    public required DateTimeOffset StartTime { get; init; }

    public DateTimeOffset? EndTime { get; init; }
}

/// <summary>What a modification changes.</summary>
internal sealed record VolumeFigures(
    int SizeGiB, string VolumeType, int? Iops, int? ThroughputMiBps, bool IsMultiAttachEnabled);
