using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Images;

/// <summary>Lists exports of images.</summary>
internal sealed class DescribeExportImageTasks
    : IQuery<DescribeExportImageTasksRequest, DescribeExportImageTasksResult>
{
    public static DescribeExportImageTasksResult Run(DescribeExportImageTasksRequest input, WorldView at)
    {
        var page = ImageTaskView.Exports.Page(
            at, input.ExportImageTaskIds, input.Filters, input.MaxResults, input.NextToken);
        return new() { ExportImageTasks = page.Items, NextToken = page.NextToken };
    }
}
