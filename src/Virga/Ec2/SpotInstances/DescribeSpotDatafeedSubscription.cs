using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.SpotInstances;

/// <summary>Shows the subscription to the data feed.</summary>
internal sealed class DescribeSpotDatafeedSubscription
    : IQuery<DescribeSpotDatafeedSubscriptionRequest, DescribeSpotDatafeedSubscriptionResult>
{
    public static DescribeSpotDatafeedSubscriptionResult Run(
        DescribeSpotDatafeedSubscriptionRequest input, WorldView at) =>
        new() { SpotDatafeedSubscription = at.Get<SpotDatafeedRow>(SpotDatafeedRow.Only).View(at) };
}
