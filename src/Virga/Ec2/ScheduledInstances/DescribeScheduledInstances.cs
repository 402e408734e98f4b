using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.ScheduledInstances;

/// <summary>Lists scheduled instances; there are none, since none can be bought.</summary>
internal sealed class DescribeScheduledInstances
    : IQuery<DescribeScheduledInstancesRequest, DescribeScheduledInstancesResult>
{
    public static DescribeScheduledInstancesResult Run(DescribeScheduledInstancesRequest input, WorldView at)
    {
        if (input.ScheduledInstanceIds is [var first, ..]) throw RunScheduledInstances.NotFound(first);
        NoItems.Check(input.Filters, input.NextToken, "availability-zone", "instance-type", "platform");
        return new() { ScheduledInstanceSet = [] };
    }
}
