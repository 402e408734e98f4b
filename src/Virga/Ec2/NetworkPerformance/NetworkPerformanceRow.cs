using Virga.State;

namespace Virga.Ec2.NetworkPerformance;

/// <summary>Which latencies between regions and zones the account wants to see; a row at most.</summary>
internal sealed record NetworkPerformanceRow(string Id) : Row(Id), IRow<NetworkPerformanceRow>
{
    public const string Only = "subscriptions";

    public static RowKind<NetworkPerformanceRow> Kind { get; } = new("network-performance");

    public IReadOnlyList<PerformanceSubscription> Subscriptions { get; init; } = [];
}

/// <summary>A subscription: two regions or zones, a metric and its statistic.</summary>
internal sealed record PerformanceSubscription(string Source, string Destination, string Metric, string Statistic);
