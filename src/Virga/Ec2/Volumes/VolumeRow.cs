using System.Text.Json.Serialization;
using Virga.State;

namespace Virga.Ec2.Volumes;

/// <summary>An EBS volume.</summary>
internal sealed record VolumeRow(string Id) : Row(Id), IRow<VolumeRow>
{
    public static RowKind<VolumeRow> Kind { get; } = new("volume")
    {
        Prefix = "vol",
        ResourceType = "volume",
        NotFound = id => new Service.AwsException("InvalidVolume.NotFound", $"The volume '{id}' does not exist."),
        Malformed = id => new Service.AwsException("InvalidParameterValue", $"Value ({id}) for parameter volumes is "
            + $"invalid. Expected: 'vol-...'."),
    };

    /// <summary>Volumes by the instances that they are attached to.</summary>
    public static Index<VolumeRow> ByInstance { get; } =
        Kind.IndexMany(volume => volume.Attachments.Select(attachment => attachment.InstanceId));

    /// <summary>Volumes by the snapshot that they were made of.</summary>
    public static Index<VolumeRow> BySnapshot { get; } = Kind.Index(volume => volume.SnapshotId);

    public required int SizeGiB { get; init; }

    /// <summary><c>gp3</c>, <c>gp2</c>, <c>io1</c>, <c>io2</c>, <c>st1</c>, <c>sc1</c> or <c>standard</c>.</summary>
    public required string VolumeType { get; init; }

    /// <summary>Operations a second, where the type has a figure.</summary>
    public int? Iops { get; init; }

    /// <summary>MiB a second; gp3 only.</summary>
    public int? ThroughputMiBps { get; init; }

    public string? SnapshotId { get; init; }

    public required string AvailabilityZone { get; init; }

    public bool IsEncrypted { get; init; }

    public string? KmsKeyId { get; init; }

    /// <summary><c>creating</c>, <c>available</c>, <c>in-use</c>, <c>deleting</c> or <c>error</c>.</summary>
    public required string State { get; init; }

    public required DateTimeOffset CreateTime { get; init; }

    public bool IsMultiAttachEnabled { get; init; }

    /// <summary>
    /// Whether it may hold data: a machine had it, or its snapshot holds some. Its bytes are then a file of the disk
    /// store, made when first needed; other volumes are all zeros and nothing is kept of them.
    /// </summary>
    public bool IsOnDisk { get; init; }

    /// <summary>
    /// Whether a machine of a hypervisor on another host had it: its bytes are in the pool there, where nothing of this
    /// host reads them.
    /// </summary>
    public bool IsElsewhere { get; init; }

    public bool IsAutoEnableIo { get; init; }

    /// <summary>Whether its snapshot had fast restores in its zone when it was made.</summary>
    public bool IsFastRestored { get; init; }

    /// <summary>The volume that it was copied of, or null.</summary>
    public string? SourceVolumeId { get; init; }

    /// <summary>MiB a second that were asked for to fill it from its snapshot.</summary>
    public int? InitializationRateMiBps { get; init; }

    public IReadOnlyList<VolumeAttachmentRow> Attachments { get; init; } = [];
}

/// <summary>A volume's hold on an instance.</summary>
internal sealed record VolumeAttachmentRow(string InstanceId, string Device)
{
    /// <summary><c>attaching</c>, <c>attached</c>, <c>detaching</c> or <c>busy</c>.</summary>
    public required string State { get; init; }

    public required DateTimeOffset AttachTime { get; init; }

    public required bool IsDeletedOnTermination { get; init; }

    /// <summary>It is to be taken from the machine even while it is in use there.</summary>
    public bool IsForced { get; init; }

    /// <summary>Whether it is on its way out of the machine.</summary>
    [JsonIgnore]
    public bool IsLeaving => State is "detaching" or "busy";
}
