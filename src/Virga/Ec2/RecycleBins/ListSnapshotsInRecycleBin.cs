using Virga.Ec2.Snapshots;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.RecycleBins;

/// <summary>Lists snapshots that can be restored.</summary>
internal sealed class ListSnapshotsInRecycleBin
    : IQuery<ListSnapshotsInRecycleBinRequest, ListSnapshotsInRecycleBinResult>
{
    public static ListSnapshotsInRecycleBinResult Run(ListSnapshotsInRecycleBinRequest input, WorldView at)
    {
        var all = RecycleBin.Chosen(at, input.SnapshotIds, SnapshotRow.Kind, bin => bin.Snapshot is not null)
            .Select(bin => new SnapshotRecycleBinInfo
            {
                SnapshotId = bin.Id,
                VolumeId = bin.Snapshot!.VolumeId,
                Description = bin.Snapshot.Description,
                RecycleBinEnterTime = bin.EnteredAt,
                RecycleBinExitTime = bin.ExitsAt,
            }).ToList();
        var page = PageToken.Slice(all, input.MaxResults, input.NextToken);
        return new() { Snapshots = page.Items, NextToken = page.NextToken };
    }
}
