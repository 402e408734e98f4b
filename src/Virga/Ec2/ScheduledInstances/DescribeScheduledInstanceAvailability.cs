using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.ScheduledInstances;

/// <summary>
/// Lists schedules on sale: AWS has no capacity for them any more (EC2 User Guide), and nothing is on sale here.
/// </summary>
internal sealed class DescribeScheduledInstanceAvailability
    : IQuery<DescribeScheduledInstanceAvailabilityRequest, DescribeScheduledInstanceAvailabilityResult>
{
    public static DescribeScheduledInstanceAvailabilityResult Run(
        DescribeScheduledInstanceAvailabilityRequest input, WorldView at)
    {
        NoItems.Check(input.Filters, input.NextToken, "availability-zone", "instance-type", "platform");
        return new() { ScheduledInstanceAvailabilitySet = [] };
    }
}
