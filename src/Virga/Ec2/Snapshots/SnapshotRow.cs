using Virga.Service;
using Virga.State;

namespace Virga.Ec2.Snapshots;

/// <summary>A snapshot of a volume.</summary>
internal sealed record SnapshotRow(string Id) : Row(Id), IRow<SnapshotRow>
{
    /// <summary>
    /// What AWS names as the volume of a snapshot that was not taken of one: of a copy, of an import.
    /// </summary>
    public const string NoVolume = "vol-ffffffff";

    public static RowKind<SnapshotRow> Kind { get; } = new("snapshot")
    {
        Prefix = "snap",
        ResourceType = "snapshot",
        NotFound = id => new AwsException("InvalidSnapshot.NotFound", $"The snapshot '{id}' does not exist."),
        Malformed = id => new AwsException("InvalidParameterValue",
            $"Value ({id}) for parameter snapshotId is invalid. Expected: 'snap-...'."),
    };

    /// <summary>Snapshots by the volume that they were taken of.</summary>
    public static Index<SnapshotRow> ByVolume { get; } = Kind.Index(snapshot => snapshot.VolumeId);

    public required string VolumeId { get; init; }

    public required int SizeGiB { get; init; }

    /// <summary><c>pending</c>, <c>completed</c> or <c>error</c>.</summary>
    public required string State { get; init; }

    public required DateTimeOffset StartTime { get; init; }

    public DateTimeOffset? CompletionTime { get; init; }

    /// <summary>In how many minutes at most it was to be copied; null where none was said.</summary>
    public int? CompletionDurationMinutes { get; init; }

    public string Description { get; init; } = "";

    public bool IsEncrypted { get; init; }

    public string? KmsKeyId { get; init; }

    /// <summary>Whether it has bytes, or will have them when it is completed; others are all zeros.</summary>
    public bool IsOnDisk { get; init; }

    /// <summary>How much of a pending one is copied, in percent.</summary>
    public int ProgressPercent { get; init; }

    /// <summary><c>standard</c> or <c>archive</c>.</summary>
    public string StorageTier { get; init; } = "standard";

    /// <summary>How it came into its tier, or goes into another; null for one that never moved.</summary>
    public SnapshotTiering? Tiering { get; init; }

    public SnapshotLock? Lock { get; init; }

    /// <summary>The zones in which volumes made of it are at their full speed at once.</summary>
    public IReadOnlyList<FastRestore> FastRestores { get; init; } = [];

    public bool IsPublic { get; init; }

    /// <summary>Accounts that may make volumes of it.</summary>
    public IReadOnlyList<string> UserIds { get; init; } = [];

    /// <summary>The disk in S3 that it is made of, or null.</summary>
    public SnapshotImport? Import { get; init; }

    /// <summary>Why it is in the state <c>error</c>, or what a completed one lacks.</summary>
    public string? StateMessage { get; init; }

    /// <summary>The snapshot that it was copied of, or null.</summary>
    public string? SourceSnapshotId { get; init; }
}

/// <summary>A disk in S3 that a snapshot is made of.</summary>
/// <param name="Format"><c>RAW</c>, <c>VMDK</c>, <c>VHD</c> or <c>VHDX</c>; null while nobody looked.</param>
internal sealed record SnapshotImport(string Bucket, string Key, string? Format)
{
    /// <summary>The size of the object; null until it was read.</summary>
    public double? SizeBytes { get; init; }
}
