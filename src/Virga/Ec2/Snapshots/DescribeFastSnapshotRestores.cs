using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Snapshots;

/// <summary>Lists the zones in which snapshots are restored fast.</summary>
internal sealed class DescribeFastSnapshotRestores
    : IQuery<DescribeFastSnapshotRestoresRequest, DescribeFastSnapshotRestoresResult>
{
    private static readonly Filters<DescribeFastSnapshotRestoreSuccessItem> Filters = new()
    {
        { "availability-zone", one => one.AvailabilityZone },
        { "availability-zone-id", one => one.AvailabilityZoneId },
        { "owner-id", one => one.OwnerId },
        { "snapshot-id", one => one.SnapshotId },
        { "state", one => one.State },
    };

    public static DescribeFastSnapshotRestoresResult Run(
        DescribeFastSnapshotRestoresRequest input, WorldView at)
    {
        var all = at.Rows<SnapshotRow>().SelectMany(row => row.FastRestores.Select(one => one.View(row, at)));
        var page = FactPage.Of(all, Filters, input.Filters, input.MaxResults, input.NextToken);
        return new() { FastSnapshotRestores = page.Items, NextToken = page.NextToken };
    }
}
