using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Snapshots;

/// <summary>Lists snapshots that are locked, or were.</summary>
internal sealed class DescribeLockedSnapshots : IQuery<DescribeLockedSnapshotsRequest, DescribeLockedSnapshotsResult>
{
    private static readonly Filters<LockedSnapshotsInfo> Filters = new()
    {
        { "lock-state", one => one.LockState },
    };

    public static DescribeLockedSnapshotsResult Run(DescribeLockedSnapshotsRequest input, WorldView at)
    {
        var rows = input.SnapshotIds is { Count: > 0 } ids
            ? ids.Select(at.Named<SnapshotRow>)
            : at.Rows<SnapshotRow>();
        var all = rows.Where(row => row.Lock is not null).Select(row => SnapshotLocks.View(row, at));
        var page = FactPage.Of(all, Filters, input.Filters, input.MaxResults, input.NextToken);
        return new() { Snapshots = page.Items, NextToken = page.NextToken };
    }
}
