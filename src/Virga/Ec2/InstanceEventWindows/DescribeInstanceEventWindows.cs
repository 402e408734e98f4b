using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.InstanceEventWindows;

/// <summary>Lists event windows.</summary>
internal sealed class DescribeInstanceEventWindows
    : IQuery<DescribeInstanceEventWindowsRequest, DescribeInstanceEventWindowsResult>
{
    private static readonly Listing<InstanceEventWindowRow, InstanceEventWindow> Listing = new()
    {
        View = EventWindows.View,
        Filters = new()
        {
            { "dedicated-host-id", one => one.AssociationTarget?.DedicatedHostIds },
            { "event-window-name", one => one.Name },
            { "instance-id", one => one.AssociationTarget?.InstanceIds },
            { "instance-tag", one => one.AssociationTarget?.Tags?.Select(tag => $"{tag.Key}={tag.Value}") },
            { "instance-tag-key", one => one.AssociationTarget?.Tags?.Select(tag => tag.Key) },
            { "instance-tag-value", one => one.AssociationTarget?.Tags?.Select(tag => tag.Value) },
        },
        MinResults = 20,
        MaxResults = 500,
        ExclusiveIds = "instanceEventWindowIds",
    };

    public static DescribeInstanceEventWindowsResult Run(DescribeInstanceEventWindowsRequest input, WorldView at)
    {
        var page = Listing.Page(
            at, input.InstanceEventWindowIds, input.Filters, input.MaxResults, input.NextToken);
        return new() { InstanceEventWindows = page.Items, NextToken = page.NextToken };
    }
}
