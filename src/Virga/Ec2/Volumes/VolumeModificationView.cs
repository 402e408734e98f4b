using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Volumes;

/// <summary>A modification as AWS shows it.</summary>
internal static class VolumeModificationView
{
    private const long Whole = 100;

    public static VolumeModification Of(VolumeModificationRow row, WorldView at) => new()
    {
        VolumeId = row.Id,
        ModificationState = row.State,
        TargetSize = row.Target.SizeGiB,
        TargetVolumeType = row.Target.VolumeType,
        TargetIops = row.Target.Iops,
        TargetThroughput = row.Target.ThroughputMiBps,
        TargetMultiAttachEnabled = row.Target.IsMultiAttachEnabled,
        OriginalSize = row.Original.SizeGiB,
        OriginalVolumeType = row.Original.VolumeType,
        OriginalIops = row.Original.Iops,
        OriginalThroughput = row.Original.ThroughputMiBps,
        OriginalMultiAttachEnabled = row.Original.IsMultiAttachEnabled,
        Progress = row.State == VolumeModificationState.Completed ? Whole : 0,
        StartTime = row.StartTime,
        EndTime = row.EndTime,
    };
}
