using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.ImportExportTasks;

/// <summary>Lists exports of instances; there are none.</summary>
internal sealed class DescribeExportTasks : IQuery<DescribeExportTasksRequest, DescribeExportTasksResult>
{
    public static DescribeExportTasksResult Run(DescribeExportTasksRequest input, WorldView at)
    {
        if (input.ExportTaskIds is [var first, ..]) throw NoTasks.Export(first);
        NoItems.Check(input.Filters, nextToken: null);
        return new() { ExportTasks = [] };
    }
}
