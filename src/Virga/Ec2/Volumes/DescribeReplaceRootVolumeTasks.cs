using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Volumes;

/// <summary>Lists exchanges of root volumes.</summary>
internal sealed class DescribeReplaceRootVolumeTasks
    : IQuery<DescribeReplaceRootVolumeTasksRequest, DescribeReplaceRootVolumeTasksResult>
{
    private static readonly Listing<ReplaceRootVolumeTaskRow, ReplaceRootVolumeTask> Listing = new()
    {
        View = ReplaceRootVolumeTaskRow.View,
        Filters = new() { { "instance-id", one => one.InstanceId } },
        MinResults = 1,
        MaxResults = 50,
    };

    public static DescribeReplaceRootVolumeTasksResult Run(
        DescribeReplaceRootVolumeTasksRequest input, WorldView at)
    {
        var page = Listing.Page(
            at, input.ReplaceRootVolumeTaskIds, input.Filters, input.MaxResults, input.NextToken);
        return new() { ReplaceRootVolumeTasks = page.Items, NextToken = page.NextToken };
    }
}
