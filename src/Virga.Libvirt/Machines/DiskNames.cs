namespace Virga.Libvirt.Machines;

/// <summary>
/// What the disks of an instance are called in the pool. Volumes and snapshots go by their own ids, AMIs too.
/// </summary>
internal static class DiskNames
{
    /// <summary>The disk that tells the guest who it is.</summary>
    internal static string Seed(string instanceId) => instanceId + "-seed";

    /// <summary>What the serial console said: a file in the pool, so that a remote one can be read too.</summary>
    internal static string Console(string instanceId) => instanceId + "-console";

    /// <summary>Whose seed or log it is; null where it is neither.</summary>
    internal static string? InstanceOf(string name) =>
        name.StartsWith("i-", StringComparison.Ordinal) ? name[..name.LastIndexOf('-')] : null;

    /// <summary>A disk with a life of its own, beyond an instance's.</summary>
    internal static bool IsVolumeOrSnapshot(string name) =>
        name.StartsWith("vol-", StringComparison.Ordinal) || name.StartsWith("snap-", StringComparison.Ordinal);
}
