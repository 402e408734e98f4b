using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.ImportExportTasks;

/// <summary>Lists exports of images; there are none.</summary>
internal sealed class DescribeExportImageTasks
    : IQuery<DescribeExportImageTasksRequest, DescribeExportImageTasksResult>
{
    public static DescribeExportImageTasksResult Run(DescribeExportImageTasksRequest input, WorldView at)
    {
        if (input.ExportImageTaskIds is [var first, ..]) throw NoTasks.Export(first);
        NoItems.Check(input.Filters, input.NextToken, "task-state");
        return new() { ExportImageTasks = [] };
    }
}
