using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.ImportExportTasks;

/// <summary>Lists imports of images; there are none.</summary>
internal sealed class DescribeImportImageTasks
    : IQuery<DescribeImportImageTasksRequest, DescribeImportImageTasksResult>
{
    public static DescribeImportImageTasksResult Run(DescribeImportImageTasksRequest input, WorldView at)
    {
        if (input.ImportTaskIds is [var first, ..]) throw NoTasks.Import(first);
        NoItems.Check(input.Filters, input.NextToken, "task-state");
        return new() { ImportImageTasks = [] };
    }
}
