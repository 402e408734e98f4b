using Virga.Ec2.Zones;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.NetworkPerformance;

/// <summary>
/// Reads and writes subscriptions. Nothing is measured: latencies of one machine say nothing of AWS's.
/// </summary>
internal static class Subscriptions
{
    public static IReadOnlyList<PerformanceSubscription> Of(WorldView at) =>
        at.Find<NetworkPerformanceRow>(NetworkPerformanceRow.Only)?.Subscriptions ?? [];

    public static PerformanceSubscription Read(
        string? source, string? destination, string? metric, string? statistic) =>
        new(
            source ?? throw CommonErrors.MissingParameter("Source"),
            destination ?? throw CommonErrors.MissingParameter("Destination"),
            metric ?? MetricType.AggregateLatency, statistic ?? StatisticType.P50);

    public static void Put(Change change, IReadOnlyList<PerformanceSubscription> all)
    {
        if (all.Count == 0) change.Remove<NetworkPerformanceRow>(NetworkPerformanceRow.Only);
        else change.Put(new NetworkPerformanceRow(NetworkPerformanceRow.Only) { Subscriptions = all });
    }
}
