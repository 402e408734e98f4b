using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.ImportExportTasks;

/// <summary>Lists imports of snapshots; there are none.</summary>
internal sealed class DescribeImportSnapshotTasks
    : IQuery<DescribeImportSnapshotTasksRequest, DescribeImportSnapshotTasksResult>
{
    public static DescribeImportSnapshotTasksResult Run(DescribeImportSnapshotTasksRequest input, WorldView at)
    {
        if (input.ImportTaskIds is [var first, ..]) throw NoTasks.Import(first);
        NoItems.Check(input.Filters, input.NextToken);
        return new() { ImportSnapshotTasks = [] };
    }
}
