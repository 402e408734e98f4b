namespace Virga.Compute;

/// <summary>
/// The machine that should be behind an instance, as plain data computed from the World. A backend needs nothing else.
/// </summary>
internal sealed record Machine
{
    public required string InstanceId { get; init; }

    public required Scope Scope { get; init; }

    /// <summary>What it should come to.</summary>
    public required Power Desired { get; init; }

    /// <summary>Which boot this is; a higher number than the one carried out means to boot again.</summary>
    public required long Boot { get; init; }

    /// <summary>The newest boot that was carried out; 0 for none.</summary>
    public required long BootDone { get; init; }

    /// <summary>Stop without an orderly shutdown.</summary>
    public required bool IsStopForced { get; init; }

    /// <summary>Keep its memory over the stop.</summary>
    public bool IsHibernating { get; init; }

    /// <summary>AWS's BootMode of the instance, such as <c>uefi</c>; null where its image says nothing.</summary>
    public string? BootMode { get; init; }

    /// <summary>A container image reference, or the name of a disk image.</summary>
    public required string Image { get; init; }

    /// <summary>The AMI, for labels and metadata.</summary>
    public required string ImageId { get; init; }

    public required string InstanceType { get; init; }

    public required int VCpus { get; init; }

    public required int MemoryMiB { get; init; }

    /// <summary><c>x86_64</c> or <c>arm64</c>.</summary>
    public required string Architecture { get; init; }

    /// <summary>The private DNS name.</summary>
    public required string Hostname { get; init; }

    /// <summary>The launch key in OpenSSH's one-line form, or null.</summary>
    public required string? PublicKey { get; init; }

    /// <summary>The image's login user, such as <c>ec2-user</c>; root gets the key too.</summary>
    public required string DefaultUser { get; init; }

    /// <summary>Decoded user data; empty for none.</summary>
    public required ReadOnlyMemory<byte> UserData { get; init; }

    /// <summary>Interfaces by device index.</summary>
    public required IReadOnlyList<MachineInterface> Interfaces { get; init; }

    /// <summary>What its VPC tells it of DNS.</summary>
    public MachineResolvers Resolvers { get; init; } = MachineResolvers.None;

    /// <summary>Volumes that should be attached, the root volume first.</summary>
    public required IReadOnlyList<MachineVolume> Volumes { get; init; }

    /// <summary>Whether the machine was started before, so that first-boot work is done.</summary>
    public bool IsFirstBoot => BootDone == 0;

    /// <summary>Whether a boot was asked for that is not done.</summary>
    public bool NeedsBoot => Boot > BootDone;
}

/// <summary>An interface of a machine.</summary>
/// <param name="InterfaceId">Such as <c>eni-0a…</c>.</param>
/// <param name="DeviceIndex">0 is <c>eth0</c>.</param>
/// <param name="MacAddress">Six hex pairs.</param>
/// <param name="Address">The primary private IPv4 address, or null.</param>
/// <param name="SubnetCidr">The subnet's block, or null.</param>
internal sealed record MachineInterface(
    string InterfaceId, int DeviceIndex, string MacAddress, string? Address, string? SubnetCidr);

/// <summary>A volume of a machine.</summary>
/// <param name="VolumeId">Such as <c>vol-0a…</c>.</param>
/// <param name="Device">The name that the user gave, such as <c>/dev/sdf</c>.</param>
/// <param name="SizeGiB">The size.</param>
/// <param name="SnapshotId">The snapshot whose data it starts with, or null.</param>
/// <param name="IsRoot">The disk that it boots from.</param>
/// <param name="Leaving">Whether it is to be taken from the machine.</param>
internal sealed record MachineVolume(
    string VolumeId, string Device, int SizeGiB, string? SnapshotId, bool IsRoot, Leaving Leaving = Leaving.No);

/// <summary>How a volume goes out of a machine.</summary>
internal enum Leaving
{
    /// <summary>It stays.</summary>
    No,

    /// <summary>As soon as the guest has let go of it.</summary>
    Orderly,

    /// <summary>At once, as a cable is pulled.</summary>
    Forced,
}
