using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.ImportExportTasks;

/// <summary>Lists imports of snapshots.</summary>
internal sealed class DescribeImportSnapshotTasks
    : IQuery<DescribeImportSnapshotTasksRequest, DescribeImportSnapshotTasksResult>
{
    private static readonly Listing<ImportSnapshotTaskRow, ImportSnapshotTask> Listing = new()
    {
        View = ImportSnapshotTaskRow.View,
        Filters = new() { { "task-state", one => one.SnapshotTaskDetail?.Status } },
        MinResults = 1,
    };

    public static DescribeImportSnapshotTasksResult Run(DescribeImportSnapshotTasksRequest input, WorldView at)
    {
        var page = Listing.Page(at, input.ImportTaskIds, input.Filters, input.MaxResults, input.NextToken);
        return new() { ImportSnapshotTasks = page.Items, NextToken = page.NextToken };
    }
}
