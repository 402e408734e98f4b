using Virga.State;

namespace Virga.Ec2.Images;

/// <summary>An AMI that an account owns: registered, copied, or made of an instance.</summary>
internal sealed record ImageRow(string Id) : Row(Id), IRow<ImageRow>
{
    public static RowKind<ImageRow> Kind { get; } = new("image")
    {
        Prefix = "ami",
        ResourceType = "image",
        NotFound = Ec2Errors.AmiNotFound,
        Malformed = Ec2Errors.AmiMalformed,
    };

    /// <summary>Images by name: an account has a name once.</summary>
    public static Index<ImageRow> ByName { get; } = Kind.Index(image => image.Name);

    /// <summary>Images by the snapshots that they are made of.</summary>
    public static Index<ImageRow> BySnapshot { get; } =
        Kind.IndexMany(image => image.Devices.Select(device => device.SnapshotId).OfType<string>());

    public required string Name { get; init; }

    public string Description { get; init; } = "";

    /// <summary><c>pending</c>, <c>available</c>, <c>disabled</c>, <c>failed</c> or <c>deregistered</c>.</summary>
    public required string State { get; init; }

    public string? StateReason { get; init; }

    public required DateTimeOffset CreationDate { get; init; }

    /// <summary>When it disappears from lists that do not ask for deprecated images, or null.</summary>
    public DateTimeOffset? DeprecationTime { get; init; }

    /// <summary><c>x86_64</c> or <c>arm64</c>.</summary>
    public required string Architecture { get; init; }

    public required string RootDeviceName { get; init; }

    /// <summary>Volumes and instance-store places.</summary>
    public required IReadOnlyList<ImageDevice> Devices { get; init; }

    public string? BootMode { get; init; }

    public string? ImdsSupport { get; init; }

    public string? TpmSupport { get; init; }

    public bool IsEnaSupported { get; init; } = true;

    public string? SriovNetSupport { get; init; }

    /// <summary>UEFI variables as they were given, base64.</summary>
    public string? UefiData { get; init; }

    public string VirtualizationType { get; init; } = "hvm";

    /// <summary><c>windows</c>, or null.</summary>
    public string? Platform { get; init; }

    public string PlatformDetails { get; init; } = "Linux/UNIX";

    public string UsageOperation { get; init; } = "RunInstances";

    public string DefaultUser { get; init; } = "root";

    /// <summary>The backend that runs it, or null for a simulation.</summary>
    public string? Backend { get; init; }

    /// <summary>What that backend starts.</summary>
    public string? Reference { get; init; }

    /// <summary>
    /// How a pending image comes by its content: <c>reboot</c> or <c>no-reboot</c> from its instance's machine,
    /// <c>copy</c> from the image it is a copy of; null where there is nothing to copy.
    /// </summary>
    public string? Capture { get; init; }

    /// <summary>Whether its content was made of a machine, so that it goes with the image.</summary>
    public bool IsCaptured { get; init; }

    public string? SourceInstanceId { get; init; }

    public string? SourceImageId { get; init; }

    public string? SourceImageRegion { get; init; }

    public bool IsPublic { get; init; }

    /// <summary>Accounts that may launch it.</summary>
    public IReadOnlyList<string> LaunchUserIds { get; init; } = [];

    /// <summary>Organizations and organizational units that may launch it.</summary>
    public IReadOnlyList<string> LaunchArns { get; init; } = [];

    public DateTimeOffset? LastLaunchedTime { get; init; }

    /// <summary><c>disabled</c>, <c>enabled</c> or <c>enabled-with-cooldown</c>.</summary>
    public string DeregistrationProtection { get; init; } = "disabled";

    /// <summary>The end of the day that protection lasts after it was disabled, where it has a cooldown.</summary>
    public DateTimeOffset? ProtectedUntil { get; init; }

    /// <summary>The account's image of this name, or null.</summary>
    public static ImageRow? FindByName(WorldView at, string name) =>
        at.Rows<ImageRow>().By(ByName, name).FirstOrDefault();
}

/// <summary>A block device of an image.</summary>
/// <param name="DeviceName">Such as <c>/dev/xvda</c>.</param>
internal sealed record ImageDevice(string DeviceName)
{
    /// <summary><c>ephemeral0</c> for instance storage; null for a volume.</summary>
    public string? VirtualName { get; init; }

    public string? SnapshotId { get; init; }

    public int? SizeGiB { get; init; }

    public string? VolumeType { get; init; }

    public int? Iops { get; init; }

    public int? ThroughputMiBps { get; init; }

    public bool IsEncrypted { get; init; }

    public bool IsDeletedOnTermination { get; init; } = true;
}
