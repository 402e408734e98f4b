using Virga.Compute;
using Virga.Ec2.Instances;
using Virga.State;

namespace Virga.Ec2.Volumes;

/// <summary>
/// Which volumes are disks of machines, so that their states follow what is seen rather than a clock.
/// </summary>
internal static class RealVolumes
{
    /// <summary>Whether volumes of this instance are disks of its machine.</summary>
    public static bool AreOn(InstanceRow instance, WorldView at) => at.Rules.DiskBackends.Contains(instance.Backend);

    /// <summary>
    /// Whether its machine gets its volumes as devices, wherever their bytes are: those of a hypervisor on another host
    /// are in its pool. What is attached is what the machine has, then, and not what a clock says.
    /// </summary>
    public static bool AreDevicesOf(InstanceRow instance, WorldView at) =>
        AreOn(instance, at) || instance.Backend == "libvirt";

    /// <summary>Whether machines of this backend keep the bytes of their volumes on another host.</summary>
    public static bool AreElsewhere(string backend, WorldView at) =>
        backend == "libvirt" && !at.Rules.DiskBackends.Contains(backend);

    /// <summary>Whether a machine that should run has this volume.</summary>
    public static bool IsInUse(VolumeRow volume, WorldView at) => volume.IsOnDisk && volume.Attachments.Any(one =>
        at.Find<InstanceRow>(one.InstanceId) is { Desired: Power.Running } instance && AreOn(instance, at));

    /// <summary>
    /// Whether this is the root of a machine: a container's file system, or the disk that a virtual machine was made
    /// with, and no volume of its own.
    /// </summary>
    public static bool IsMachineRoot(InstanceRow instance, string device) => instance.RootDeviceName == device;

    /// <summary>The instance whose machine boots from this volume, or null.</summary>
    public static InstanceRow? BootedBy(VolumeRow volume, Partition partition) => volume.Attachments
        .Select(one => partition.Table<InstanceRow>().Find(one.InstanceId) is { } instance
            && instance.RootDeviceName == one.Device ? instance : null)
        .FirstOrDefault(instance => instance is not null);
}
