using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.NetworkPerformance;

/// <summary>Lists subscriptions.</summary>
internal sealed class DescribeAwsNetworkPerformanceMetricSubscriptions
    : IQuery<DescribeAwsNetworkPerformanceMetricSubscriptionsRequest,
        DescribeAwsNetworkPerformanceMetricSubscriptionsResult>
{
    private static readonly Filters<Subscription> Filters = new()
    {
        { "source", one => one.Source },
        { "destination", one => one.Destination },
        { "metric", one => one.Metric },
        { "statistic", one => one.Statistic },
    };

    public static DescribeAwsNetworkPerformanceMetricSubscriptionsResult Run(
        DescribeAwsNetworkPerformanceMetricSubscriptionsRequest input, WorldView at)
    {
        var all = Subscriptions.Of(at).Select(one => new Subscription
        {
            Source = one.Source,
            Destination = one.Destination,
            Metric = one.Metric,
            Statistic = one.Statistic,
            Period = PeriodType.FiveMinutes,
        });
        var page = FactPage.Of(all, Filters, input.Filters, input.MaxResults, input.NextToken);
        return new() { Subscriptions = page.Items, NextToken = page.NextToken };
    }
}
