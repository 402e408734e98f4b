using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.NetworkPerformance;

/// <summary>Adds a subscription; one that is there stays as it is.</summary>
internal sealed class EnableAwsNetworkPerformanceMetricSubscription
    : IMutation<EnableAwsNetworkPerformanceMetricSubscriptionRequest,
        EnableAwsNetworkPerformanceMetricSubscriptionResult>
{
    public static EnableAwsNetworkPerformanceMetricSubscriptionResult Run(
        EnableAwsNetworkPerformanceMetricSubscriptionRequest input, Change change)
    {
        var wanted = Subscriptions.Read(input.Source, input.Destination, input.Metric, input.Statistic);
        var all = Subscriptions.Of(change);
        if (!all.Contains(wanted)) Subscriptions.Put(change, [.. all, wanted]);
        return new() { Output = true };
    }
}
