using System.Collections.Immutable;

namespace Virga.Libvirt.Domains;

/// <summary>Everything a virtual machine of ours is made from: the same value gives the same XML.</summary>
internal sealed record DomainSpec
{
    internal required string InstanceId { get; init; }

    /// <summary>Whose machine it is: several emulators may share a hypervisor.</summary>
    internal required string Owner { get; init; }

    /// <summary>Which boot this definition is for.</summary>
    internal long Boot { get; init; } = 1;

    internal required string InstanceType { get; init; }

    internal required int MemoryMiB { get; init; }

    internal required int VirtualCpus { get; init; }

    internal Accelerator Accelerator { get; init; } = Accelerator.Emulation;

    internal Firmware Firmware { get; init; } = Firmware.Bios;

    /// <summary>The root disk first.</summary>
    internal required ImmutableArray<DiskSpec> Disks { get; init; }

    /// <summary>In the order of their device index.</summary>
    internal required ImmutableArray<NicSpec> Nics { get; init; }

    /// <summary>Where the host writes what the serial console says; null writes nothing.</summary>
    internal string? ConsoleLogPath { get; init; }

    /// <summary>
    /// Where VNC listens. Anything but this machine's own address lets strangers in: VNC asks nothing.
    /// </summary>
    internal string VncAddress { get; init; } = "127.0.0.1";
}

/// <summary>What runs the guest's instructions.</summary>
internal enum Accelerator
{
    /// <summary>QEMU's translator: everywhere, ten times slower.</summary>
    Emulation,

    /// <summary>The host's processor.</summary>
    Kvm,
}

/// <summary>What starts the guest. AWS's BootMode values are <c>legacy-bios</c> and <c>uefi</c>.</summary>
internal enum Firmware
{
    /// <summary>
    /// SeaBIOS on QEMU's older board (i440FX): 31 slots for hot plugging without further controllers.
    /// </summary>
    Bios,

    /// <summary>OVMF without secure boot on the q35 board.</summary>
    Uefi,
}

/// <summary>A disk of a machine.</summary>
/// <param name="Path">On the hypervisor's host.</param>
/// <param name="Format">"qcow2" or "raw".</param>
/// <param name="Target">libvirt's own name, as "vda": the guest may use another.</param>
/// <param name="VolumeId">The EBS volume, null for a disk that is none, such as the seed.</param>
internal sealed record DiskSpec(string Path, string Format, string Target, string? VolumeId)
{
    internal bool IsReadOnly { get; init; }

    /// <summary>
    /// What the guest reads as serial: as on EC2, the id without its dash, which fits virtio's 20 bytes.
    /// </summary>
    internal string? Serial => VolumeId?.Replace("-", "", StringComparison.Ordinal);

    /// <summary>What libvirt is asked by; its own rule is the prefix "ua-".</summary>
    internal string Alias => "ua-" + (VolumeId ?? "seed");
}

/// <summary>A network card of a machine.</summary>
internal abstract record NicSpec(string MacAddress);

/// <summary>
/// A card in the VPC fabric, by a tap that libvirt makes on the host and the fabric takes from there.
/// </summary>
internal sealed record FabricNic(string InterfaceId, string MacAddress) : NicSpec(MacAddress)
{
    /// <summary>What libvirt is asked by; its own rule is the prefix "ua-".</summary>
    internal string Alias => "ua-" + InterfaceId;
}

/// <summary>A card in a network of libvirt's, where the fabric is off: no security group holds there.</summary>
internal sealed record NetworkNic(string MacAddress, string Network) : NicSpec(MacAddress);
