using Virga.Ec2.Tags;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Volumes;

/// <summary>A volume as AWS shows it.</summary>
internal static class VolumeView
{
    public static Volume Of(VolumeRow volume, WorldView at) => new()
    {
        VolumeId = volume.Id,
        Size = volume.SizeGiB,
        VolumeType = volume.VolumeType,
        Iops = volume.Iops,
        Throughput = volume.ThroughputMiBps,
        SnapshotId = volume.SnapshotId ?? "",
        AvailabilityZone = volume.AvailabilityZone,
        AvailabilityZoneId = ZoneIds.Of(volume.AvailabilityZone),
        Encrypted = volume.IsEncrypted,
        KmsKeyId = volume.KmsKeyId,
        State = volume.State,
        CreateTime = volume.CreateTime,
        FastRestored = volume.IsFastRestored,
        VolumeInitializationRate = volume.InitializationRateMiBps,
        SourceVolumeId = volume.SourceVolumeId,
        MultiAttachEnabled = volume.IsMultiAttachEnabled,
        Attachments = [.. volume.Attachments.Select(one => Attachment(volume, one))],
        Operator = new() { Managed = false },
        Tags = at.TagsOf(volume.Id),
    };

    public static VolumeAttachment Attachment(VolumeRow volume, VolumeAttachmentRow attachment) => new()
    {
        VolumeId = volume.Id,
        InstanceId = attachment.InstanceId,
        Device = attachment.Device,
        State = attachment.State,
        AttachTime = attachment.AttachTime,
        DeleteOnTermination = attachment.IsDeletedOnTermination,
    };
}
