namespace Virga.Ec2.Images.Catalogue;

/// <summary>An image that the emulator knows from the start, public to every account, as it is in one region.</summary>
internal sealed record ImageFacts
{
    public required string ImageId { get; init; }
    public required string Name { get; init; }
    public required string Description { get; init; }

    /// <summary>The publisher's account.</summary>
    public required string OwnerId { get; init; }

    /// <summary><c>amazon</c> for Amazon and its verified providers, else null.</summary>
    public required string? OwnerAlias { get; init; }

    /// <summary><c>x86_64</c> or <c>arm64</c>.</summary>
    public required string Architecture { get; init; }

    /// <summary>As DescribeImages writes it: <c>2026-04-29T12:00:09.000Z</c>.</summary>
    public required string CreationDate { get; init; }

    /// <summary>In the same form; null for the newest image of its line, which nothing has superseded.</summary>
    public required string? DeprecationTime { get; init; }

    /// <summary>First the root device, which has a snapshot; then empty volumes and instance-store places.</summary>
    public required IReadOnlyList<ImageDeviceFacts> BlockDevices { get; init; }

    /// <summary><c>legacy-bios</c>, <c>uefi</c> or <c>uefi-preferred</c>; null where the publisher set none.</summary>
    public required string? BootMode { get; init; }

    /// <summary><c>v2.0</c> where instances must use session tokens by default, else null.</summary>
    public required string? ImdsSupport { get; init; }

    /// <summary><c>v2.0</c> or null.</summary>
    public required string? TpmSupport { get; init; }

    /// <summary>What is billed.</summary>
    public required PlatformFacts Platform { get; init; }

    /// <summary>
    /// Who logs in: <c>ec2-user</c>, <c>ubuntu</c>, <c>admin</c>, <c>alpine</c>, <c>Administrator</c>, <c>root</c>.
    /// </summary>
    public required string DefaultUser { get; init; }

    /// <summary>The container image that runs as this image; null for an image that can only be simulated.</summary>
    public required string? ContainerImage { get; init; }

    /// <summary>Whether the id is the same in every region, as that of Floci's and LocalStack's tables.</summary>
    public required bool IsSeed { get; init; }

    /// <summary>As DescribeImages writes it: owner or alias, and name.</summary>
    public string ImageLocation => $"{OwnerAlias ?? OwnerId}/{Name}";

    /// <summary>
    /// All of the catalogue is hardware virtual machines with an EBS root device and enhanced networking.
    /// </summary>
    public static string VirtualizationType => "hvm";

    public static string RootDeviceType => "ebs";

    public static string Hypervisor => "xen";

    public static string SriovNetSupport => "simple";

    public static bool IsEnaSupported => true;

    public ImageDeviceFacts RootDevice => BlockDevices[0];
}

/// <summary>
/// A block device of an image: a volume with a snapshot, or an instance-store placeholder with a virtual name.
/// </summary>
/// <param name="DeviceName"><c>/dev/xvda</c>.</param>
internal sealed record ImageDeviceFacts(string DeviceName)
{
    /// <summary><c>ephemeral0</c> for instance storage; null for a volume.</summary>
    public string? VirtualName { get; init; }
    public string? SnapshotId { get; init; }
    public int? VolumeSizeGiB { get; init; }

    /// <summary><c>gp2</c>, <c>gp3</c> or <c>standard</c>.</summary>
    public string? VolumeType { get; init; }

    /// <summary>Those of a gp3 volume; AWS names none for the other types of the catalogue.</summary>
    public int? Iops => VolumeType == "gp3" ? 3000 : null;

    /// <summary>In MiB/s, of a gp3 volume.</summary>
    public int? ThroughputMiBps => VolumeType == "gp3" ? 125 : null;
}

/// <summary>
/// What an image is billed as. Source: "AMI billing information fields" of the EC2 user guide.
/// </summary>
/// <param name="Platform"><c>windows</c>, or null for anything else.</param>
/// <param name="Details"><c>Linux/UNIX</c>, <c>Windows with SQL Server Web</c>, …</param>
/// <param name="UsageOperation"><c>RunInstances</c>, <c>RunInstances:0002</c>, …</param>
internal sealed record PlatformFacts(string? Platform, string Details, string UsageOperation)
{
    public static readonly PlatformFacts Linux = new(null, "Linux/UNIX", "RunInstances");

    /// <summary>The platform that a row of the table names.</summary>
    public static PlatformFacts Of(string key) => key switch
    {
        "linux" => Linux,
        "windows" => new("windows", "Windows", "RunInstances:0002"),
        "sql-web" => new("windows", "Windows with SQL Server Web", "RunInstances:0202"),
        "sql-standard" => new("windows", "Windows with SQL Server Standard", "RunInstances:0006"),
        "sql-enterprise" => new("windows", "Windows with SQL Server Enterprise", "RunInstances:0102"),
        "rhel" => new(null, "Red Hat Enterprise Linux", "RunInstances:0010"),
        "suse" => new(null, "SUSE Linux", "RunInstances:000g"),
        _ => throw new InvalidOperationException($"The table of images names the platform {key}."),
    };
}
