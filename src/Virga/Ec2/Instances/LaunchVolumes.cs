using Virga.Ec2.Images;
using Virga.Ec2.Snapshots;
using Virga.Ec2.Volumes;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Instances;

/// <summary>A volume that a launch makes.</summary>
/// <param name="Device">The device name.</param>
/// <param name="SizeGiB">The size.</param>
/// <param name="VolumeType">AWS's name of the type.</param>
/// <param name="IsRoot">The disk that the machine boots from.</param>
internal sealed record LaunchVolume(string Device, int SizeGiB, string VolumeType, bool IsRoot)
{
    public string? SnapshotId { get; init; }

    public int? Iops { get; init; }

    public int? ThroughputMiBps { get; init; }

    public bool IsEncrypted { get; init; }

    public string? KmsKeyId { get; init; }

    public bool IsDeletedOnTermination { get; init; } = true;
}

/// <summary>The volumes of a launch: those of the image, changed and added to by the request.</summary>
internal static class LaunchVolumes
{
    private const string DefaultType = VolumeType.Gp2;

    /// <summary>All of them, encrypted where the account, the request or the snapshot wants it.</summary>
    public static IReadOnlyList<LaunchVolume> Of(RunInstancesRequest input, LaunchImage image, WorldView at)
    {
        var isEncrypted = EbsSettingsRow.Of(at).IsEncryptedByDefault;
        return [.. Chosen(input, image, at).Select(volume => volume.IsEncrypted || isEncrypted
            ? volume with { IsEncrypted = true, KmsKeyId = EbsSettingsRow.KeyFor(at, volume.KmsKeyId) }
            : volume)];
    }

    private static List<LaunchVolume> Chosen(RunInstancesRequest input, LaunchImage image, WorldView at)
    {
        var asked = new Dictionary<string, BlockDeviceMapping>(StringComparer.Ordinal);
        foreach (var mapping in input.BlockDeviceMappings ?? [])
            if (!asked.TryAdd(Device(mapping), mapping))
                throw Invalid(
                    $"The device '{mapping.DeviceName}' is used in more than one block-device mapping");
        var volumes = new List<LaunchVolume>();
        for (var i = 0; i < image.Devices.Count; i++)
        {
            var device = image.Devices[i];
            var own = new LaunchVolume(device.DeviceName, device.SizeGiB, device.VolumeType, IsRoot: i == 0)
            {
                SnapshotId = device.SnapshotId,
                Iops = device.Iops,
                ThroughputMiBps = device.ThroughputMiBps,
                IsEncrypted = device.IsEncrypted,
                IsDeletedOnTermination = device.IsDeletedOnTermination,
            };
            if (!asked.Remove(device.DeviceName, out var mapping)) volumes.Add(own);
            else if (mapping.NoDevice is null) volumes.Add(Changed(own, mapping.Ebs, at));
        }

        foreach (var device in asked.Keys) VolumeRules.CheckDevice(device);
        volumes.AddRange(asked.Where(pair => pair.Value is { NoDevice: null, Ebs: not null })
            .Select(pair => Added(pair.Key, pair.Value.Ebs!, at)));
        return volumes;
    }

    private static string Device(BlockDeviceMapping mapping) =>
        mapping.DeviceName ?? throw CommonErrors.MissingParameter("deviceName");

    private static LaunchVolume Changed(LaunchVolume own, EbsBlockDevice? asked, WorldView at)
    {
        if (asked is null) return own;
        if (asked.VolumeSize < own.SizeGiB)
            throw Invalid(
                $"Volume of size {asked.VolumeSize}GB is smaller than snapshot '{own.SnapshotId}', expect size >= "
                + $"{own.SizeGiB}GB");
        if (asked.Encrypted == false && own.IsEncrypted)
            throw Invalid("The encrypted flag cannot be specified as false for an encrypted snapshot");
        var snapshot = string.IsNullOrEmpty(asked.SnapshotId) ? own.SnapshotId : asked.SnapshotId;
        if (snapshot != own.SnapshotId && own.IsRoot)
            throw Invalid("snapshotId cannot be modified on root device");
        var isSameType = asked.VolumeType is null || asked.VolumeType == own.VolumeType;
        return Checked(own with
        {
            SizeGiB = asked.VolumeSize ?? own.SizeGiB,
            VolumeType = asked.VolumeType ?? own.VolumeType,
            SnapshotId = snapshot == own.SnapshotId ? snapshot : SnapshotSource.Get(at, snapshot!).Id,
            Iops = asked.Iops ?? (isSameType ? own.Iops : null),
            ThroughputMiBps = asked.Throughput ?? (isSameType ? own.ThroughputMiBps : null),
            IsEncrypted = asked.Encrypted ?? own.IsEncrypted,
            KmsKeyId = asked.KmsKeyId,
            IsDeletedOnTermination = asked.DeleteOnTermination ?? own.IsDeletedOnTermination,
        });
    }

    private static LaunchVolume Added(string device, EbsBlockDevice asked, WorldView at)
    {
        var source = string.IsNullOrEmpty(asked.SnapshotId) ? null : SnapshotSource.Get(at, asked.SnapshotId);
        var size = asked.VolumeSize ?? source?.SizeGiB ?? throw CommonErrors.MissingParameter("size/snapshot");
        var volume = Checked(new(device, size, asked.VolumeType ?? DefaultType, IsRoot: false)
        {
            SnapshotId = source?.Id,
            Iops = asked.Iops,
            ThroughputMiBps = asked.Throughput,
            IsEncrypted = asked.Encrypted ?? false,
            KmsKeyId = asked.KmsKeyId,
            IsDeletedOnTermination = asked.DeleteOnTermination ?? true,
        });
        return source is { IsEncrypted: true }
            ? volume with { IsEncrypted = true, KmsKeyId = volume.KmsKeyId ?? source.KmsKeyId }
            : volume;
    }

    private static LaunchVolume Checked(LaunchVolume volume)
    {
        VolumeRules.Check(volume.VolumeType, volume.SizeGiB, volume.Iops, volume.ThroughputMiBps);
        return volume;
    }

    private static AwsException Invalid(string message) => new("InvalidBlockDeviceMapping", message);
}
