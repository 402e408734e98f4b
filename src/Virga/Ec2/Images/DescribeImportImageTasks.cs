using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Images;

/// <summary>Lists imports of images.</summary>
internal sealed class DescribeImportImageTasks
    : IQuery<DescribeImportImageTasksRequest, DescribeImportImageTasksResult>
{
    public static DescribeImportImageTasksResult Run(DescribeImportImageTasksRequest input, WorldView at)
    {
        var page = ImageTaskView.Imports.Page(
            at, input.ImportTaskIds, input.Filters, input.MaxResults, input.NextToken);
        return new() { ImportImageTasks = page.Items, NextToken = page.NextToken };
    }
}
