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

    /// <summary>MiB a second that were asked for to fill it from its snapshot.</summary>
    public int? InitializationRateMiBps { get; init; }

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
        return [.. Chosen(input, image, at).Select(volume =>
        {
            VolumeRules.CheckKey(volume.KmsKeyId, volume.IsEncrypted || isEncrypted);
            return volume.IsEncrypted || isEncrypted
                ? volume with { IsEncrypted = true, KmsKeyId = EbsSettingsRow.KeyFor(at, volume.KmsKeyId) }
                : volume;
        })];
    }

    private static List<LaunchVolume> Chosen(RunInstancesRequest input, LaunchImage image, WorldView at)
    {
        var asked = new Dictionary<string, BlockDeviceMapping>(StringComparer.Ordinal);
        foreach (var mapping in input.BlockDeviceMappings ?? [])
        {
            CheckMapping(mapping);
            if (!asked.TryAdd(Device(mapping), mapping))
                throw Invalid(
                    $"The device '{mapping.DeviceName}' is used in more than one block-device mapping");
        }

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
                KmsKeyId = device.IsEncrypted ? SnapshotSource.KeyOf(at, device.SnapshotId) : null,
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

    /// <summary>
    /// A mapping says one thing of its device. Instance storage (<c>ephemeral0</c>) may be asked for: as on AWS's types
    /// without it, there is none.
    /// </summary>
    private static void CheckMapping(BlockDeviceMapping mapping)
    {
        VolumeRules.CheckCard(mapping.Ebs?.EbsCardIndex);
        Outposts.Elsewhere.RefuseOutpost(mapping.Ebs?.OutpostArn, nameof(EbsBlockDevice.OutpostArn));
        if (mapping.Ebs?.AvailabilityZone is not null || mapping.Ebs?.AvailabilityZoneId is not null)
            throw CommonErrors.InvalidParameterCombination(
                "A volume of a launch is in the zone of its instance: Ebs.AvailabilityZone is not supported.");
        if (string.IsNullOrEmpty(mapping.VirtualName)) return;
        if (mapping.Ebs is not null || !IsEphemeral(mapping.VirtualName))
            throw Invalid($"The device '{mapping.DeviceName}' has an invalid virtualName '{mapping.VirtualName}'");
    }

    private static bool IsEphemeral(string name) => name.StartsWith("ephemeral", StringComparison.Ordinal)
        && int.TryParse(name.AsSpan("ephemeral".Length), out var number) && number is >= 0 and <= 23;

    private static string Device(BlockDeviceMapping mapping) =>
        mapping.DeviceName ?? throw CommonErrors.MissingParameter("deviceName");

    private static LaunchVolume Changed(LaunchVolume own, EbsBlockDevice? asked, WorldView at)
    {
        if (asked is null) return own;
        if (asked.SnapshotId is { Length: > 0 } snapshot && snapshot != own.SnapshotId) own = Of(own, snapshot, at);
        SnapshotSource.CheckSize(asked.VolumeSize, own.SnapshotId, own.SizeGiB);
        if (asked.Encrypted == false && own.IsEncrypted)
            throw Invalid("The encrypted flag cannot be specified as false for an encrypted snapshot");
        var isSameType = asked.VolumeType is null || asked.VolumeType == own.VolumeType;
        return Checked(own with
        {
            SizeGiB = asked.VolumeSize ?? own.SizeGiB,
            VolumeType = asked.VolumeType ?? own.VolumeType,
            InitializationRateMiBps = asked.VolumeInitializationRate,
            Iops = asked.Iops ?? (isSameType ? own.Iops : null),
            ThroughputMiBps = asked.Throughput ?? (isSameType ? own.ThroughputMiBps : null),
            IsEncrypted = asked.Encrypted ?? own.IsEncrypted,
            KmsKeyId = asked.KmsKeyId is { Length: > 0 } key ? key : own.KmsKeyId,
            IsDeletedOnTermination = asked.DeleteOnTermination ?? own.IsDeletedOnTermination,
        });
    }

    /// <summary>The device of the image with another snapshot's data, size and key.</summary>
    private static LaunchVolume Of(LaunchVolume own, string snapshotId, WorldView at)
    {
        if (own.IsRoot) throw Invalid("snapshotId cannot be modified on root device");
        var source = SnapshotSource.Get(at, snapshotId);
        return own with
        {
            SnapshotId = source.Id,
            SizeGiB = source.SizeGiB,
            IsEncrypted = source.IsEncrypted,
            KmsKeyId = source.KmsKeyId,
        };
    }

    private static LaunchVolume Added(string device, EbsBlockDevice asked, WorldView at)
    {
        var source = string.IsNullOrEmpty(asked.SnapshotId) ? null : SnapshotSource.Get(at, asked.SnapshotId);
        var size = asked.VolumeSize ?? source?.SizeGiB ?? throw CommonErrors.MissingParameter("size/snapshot");
        SnapshotSource.CheckSize(size, source?.Id, source?.SizeGiB ?? 0);
        if (asked.Encrypted == false && source is { IsEncrypted: true })
            throw Invalid("The encrypted flag cannot be specified as false for an encrypted snapshot");
        var volume = Checked(new(device, size, asked.VolumeType ?? DefaultType, IsRoot: false)
        {
            SnapshotId = source?.Id,
            InitializationRateMiBps = asked.VolumeInitializationRate,
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
        VolumeRules.CheckInitialization(volume.InitializationRateMiBps, volume.SnapshotId);
        return volume;
    }

    private static AwsException Invalid(string message) => new("InvalidBlockDeviceMapping", message);
}
