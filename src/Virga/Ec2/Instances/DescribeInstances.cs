using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Instances;

/// <summary>Lists instances, gathered by the launch that they came of.</summary>
internal sealed class DescribeInstances : IQuery<DescribeInstancesRequest, DescribeInstancesResult>
{
    public static DescribeInstancesResult Run(DescribeInstancesRequest input, WorldView at)
    {
        var page = InstanceListing.All.Page(at, input.InstanceIds, input.Filters, input.MaxResults, input.NextToken);
        var reservations = page.Items.GroupBy(item => item.ReservationId)
            .Select(group => ReservationView.Of(group.Key, [.. group.Select(item => item.Shape)], at));
        return new() { Reservations = [.. reservations], NextToken = page.NextToken };
    }
}
