using Virga.Service;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Volumes;

/// <summary>The filters of DescribeVolumes, as its documentation lists them.</summary>
internal static class VolumeFilters
{
    public static readonly Filters<Volume> All = new()
    {
        {
            "attachment.attach-time",
            volume => volume.Attachments?.Select(one => FilterValue.Of(one.AttachTime))
        },
        {
            "attachment.delete-on-termination",
            volume => volume.Attachments?.Select(one => one.DeleteOnTermination == true ? "true" : "false")
        },
        { "attachment.device", volume => volume.Attachments?.Select(one => one.Device) },
        { "attachment.instance-id", volume => volume.Attachments?.Select(one => one.InstanceId) },
        { "attachment.status", volume => volume.Attachments?.Select(one => one.State) },
        { "availability-zone", volume => volume.AvailabilityZone },
        { "availability-zone-id", volume => volume.AvailabilityZoneId },
        { "create-time", volume => volume.CreateTime },
        { "encrypted", volume => volume.Encrypted },
        { "fast-restored", volume => volume.FastRestored },
        { "multi-attach-enabled", volume => volume.MultiAttachEnabled },
        { "operator.managed", volume => volume.Operator?.Managed },
        { "operator.principal", volume => volume.Operator?.Principal },
        { "size", volume => volume.Size },
        { "snapshot-id", volume => volume.SnapshotId },
        { "status", volume => volume.State },
        { "volume-id", volume => volume.VolumeId },
        { "volume-type", volume => volume.VolumeType },
    };
}
