using Virga.Ec2.Snapshots;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Volumes;

/// <summary>Makes volumes for launches: attached from the start.</summary>
internal static class NewVolume
{
    /// <summary>What gp3 gives without being asked (EBS User Guide, "General Purpose SSD volumes").</summary>
    public const int Gp3BaselineIops = 3_000;

    /// <summary>MiB a second.</summary>
    public const int Gp3BaselineThroughput = 125;

    private const int Gp2MinIops = 100;
    private const int Gp2MaxIops = 16_000;
    private const int Gp2IopsPerGiB = 3;

    /// <summary>A volume of a type with the figures that AWS derives from it.</summary>
    public static VolumeRow Of(string id, string type, int sizeGiB, int? iops, int? throughput) => new(id)
    {
        SizeGiB = sizeGiB,
        VolumeType = type,
        Iops = type switch
        {
            VolumeType.Gp3 => iops ?? Gp3BaselineIops,
            VolumeType.Gp2 => Math.Clamp(sizeGiB * Gp2IopsPerGiB, Gp2MinIops, Gp2MaxIops),
            _ => iops,
        },
        ThroughputMiBps = type == VolumeType.Gp3 ? throughput ?? Gp3BaselineThroughput : null,
        AvailabilityZone = "",
        State = VolumeState.Creating,
        CreateTime = default,
    };

    /// <summary>Attaches a volume in the state that a launch leaves it in.</summary>
    public static VolumeRow AttachAtLaunch(
        Change change, VolumeRow volume, string zone, string instanceId, string device, bool isDeletedOnTermination) =>
        change.Put(volume with
        {
            AvailabilityZone = zone,
            State = VolumeState.InUse,
            CreateTime = change.Now,
            IsOnDisk = volume.IsOnDisk || SnapshotSource.HasData(change, volume.SnapshotId),
            Attachments =
            [
                new(instanceId, device)
                {
                    State = VolumeAttachmentState.Attached,
                    AttachTime = change.Now,
                    IsDeletedOnTermination = isDeletedOnTermination,
                },
            ],
        });
}
