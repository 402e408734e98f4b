using Virga.Ec2.Volumes;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.RecycleBins;

/// <summary>Lists volumes that can be restored.</summary>
internal sealed class ListVolumesInRecycleBin : IQuery<ListVolumesInRecycleBinRequest, ListVolumesInRecycleBinResult>
{
    public static ListVolumesInRecycleBinResult Run(ListVolumesInRecycleBinRequest input, WorldView at)
    {
        var all = RecycleBin.Chosen(at, input.VolumeIds, VolumeRow.Kind, bin => bin.Volume is not null)
            .Select(bin => View(bin, bin.Volume!)).ToList();
        var page = PageToken.Slice(all, input.MaxResults, input.NextToken);
        return new() { Volumes = page.Items, NextToken = page.NextToken };
    }

    private static VolumeRecycleBinInfo View(RecycledRow bin, VolumeRow volume) => new()
    {
        VolumeId = bin.Id,
        VolumeType = volume.VolumeType,
        State = volume.State,
        Size = volume.SizeGiB,
        Iops = volume.Iops,
        Throughput = volume.ThroughputMiBps,
        AvailabilityZone = volume.AvailabilityZone,
        AvailabilityZoneId = ZoneIds.Of(volume.AvailabilityZone),
        SourceVolumeId = volume.SourceVolumeId,
        SnapshotId = volume.SnapshotId,
        Operator = new() { Managed = false },
        CreateTime = volume.CreateTime,
        RecycleBinEnterTime = bin.EnteredAt,
        RecycleBinExitTime = bin.ExitsAt,
    };
}
