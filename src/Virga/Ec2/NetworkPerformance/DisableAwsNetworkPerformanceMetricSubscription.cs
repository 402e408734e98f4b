using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.NetworkPerformance;

/// <summary>Takes a subscription away.</summary>
internal sealed class DisableAwsNetworkPerformanceMetricSubscription
    : IMutation<DisableAwsNetworkPerformanceMetricSubscriptionRequest,
        DisableAwsNetworkPerformanceMetricSubscriptionResult>
{
    public static DisableAwsNetworkPerformanceMetricSubscriptionResult Run(
        DisableAwsNetworkPerformanceMetricSubscriptionRequest input, Change change)
    {
        var gone = Subscriptions.Read(input.Source, input.Destination, input.Metric, input.Statistic);
        var all = Subscriptions.Of(change);
        var isThere = all.Contains(gone);
        if (isThere) Subscriptions.Put(change, [.. all.Where(one => one != gone)]);
        return new() { Output = isThere };
    }
}
