using Virga.Ec2;
using Virga.Ec2.FlowLogs;
using Virga.Ec2.NetworkInterfaces;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Network.Flows;

/// <summary>
/// Makes the records of flow logs from what the kernel counts: each log has its window, and gives its records when that
/// is over. It belongs to one thread at a time.
/// </summary>
/// <param name="intervalSeconds">Of every log; 0: as each log says (MaxAggregationInterval).</param>
internal sealed class FlowRecorder(int intervalSeconds)
{
    private readonly FlowGrowth growth = new();
    private readonly Dictionary<string, FlowPlace> places = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FlowWindow> windows = new(StringComparer.Ordinal);
    private DateTimeOffset last;

    /// <summary>Takes a reading; gives what is to be written now.</summary>
    /// <param name="world">Which logs there are, and what their interfaces are.</param>
    /// <param name="cabled">Interfaces that packets can come to.</param>
    /// <param name="reading">Every flow that the kernel remembers; null: it was not asked, and only time went
    /// on.</param>
    /// <param name="now">When it was read.</param>
    public List<FlowRecords> Take(
        World world, IReadOnlyCollection<string> cabled, IEnumerable<FlowCount>? reading, DateTimeOffset now)
    {
        var logs = world.Partitions.SelectMany(one => one.Value.Table<FlowLogRow>().Select(log => (one.Key, log)))
            .Where(one => one.log.TrafficType is not null).ToList();
        var counts = reading is null ? [] : growth.Of(reading);
        foreach (var id in cabled.Concat(counts.Select(count => count.Key.InterfaceId)).Distinct())
            Place(world, id);
        foreach (var gone in windows.Keys.Where(id => logs.TrueForAll(one => one.log.Id != id)).ToList())
            windows.Remove(gone);
        var done = new List<FlowRecords>();
        foreach (var (scope, log) in logs)
        {
            if (!windows.TryGetValue(log.Id, out var window))
                windows[log.Id] = window = new(StartOf(log, now));
            foreach (var count in counts.Where(count => IsOf(scope, log, count.Key)))
                window.Add(count, last, now);
            if (now < window.Start + Interval(log)) continue;
            done.Add(new(log.Id, log, Lines(scope, log, window, cabled, now)));
            windows[log.Id] = new(now);
        }

        if (reading is not null) last = now;
        return done;
    }

    private TimeSpan Interval(FlowLogRow log) =>
        TimeSpan.FromSeconds(intervalSeconds > 0 ? intervalSeconds : log.MaxAggregationIntervalSeconds);

    /// <summary>What was before this run began belongs to nobody's interval.</summary>
    private DateTimeOffset StartOf(FlowLogRow log, DateTimeOffset now) => last == DateTimeOffset.MinValue ? now
        : log.CreationTime > last ? log.CreationTime : last;

    private bool IsOf(Scope scope, FlowLogRow log, FlowKey key) =>
        (log.TrafficType == TrafficType.ALL || (log.TrafficType == TrafficType.ACCEPT) == key.IsAccepted)
        && places.GetValueOrDefault(key.InterfaceId) is { } place && Covers(scope, log, place);

    private static bool Covers(Scope scope, FlowLogRow log, FlowPlace place) =>
        place.AccountId == scope.Account && place.Region == scope.Region
        && (log.ResourceId == place.InterfaceId || log.ResourceId == place.SubnetId || log.ResourceId == place.VpcId);

    private List<string> Lines(
        Scope scope, FlowLogRow log, FlowWindow window, IReadOnlyCollection<string> cabled, DateTimeOffset now)
    {
        if (FlowFormat.Parse(log.LogFormat).Format is not { } format) return [];
        var lines = window.Flows.Select(flow => format.Write(places[flow.Key.InterfaceId], flow)).ToList();
        var busy = window.Flows.Select(flow => flow.Key.InterfaceId).ToHashSet(StringComparer.Ordinal);
        lines.AddRange(cabled.Where(id => !busy.Contains(id)).Select(id => places.GetValueOrDefault(id))
            .OfType<FlowPlace>().Where(place => Covers(scope, log, place))
            .Select(place => format.WriteNoData(place, window.Start, now)));
        return lines;
    }

    /// <summary>What an interface was is remembered: its last flows are told after it is gone.</summary>
    private void Place(World world, string id)
    {
        foreach (var (scope, partition) in world.Partitions)
        {
            if (partition.Table<NetworkInterfaceRow>().Find(id) is not { } eni) continue;
            places[id] = new()
            {
                InterfaceId = id,
                AccountId = scope.Account,
                Region = scope.Region,
                VpcId = eni.VpcId,
                SubnetId = eni.SubnetId,
                ZoneId = ZoneIds.Of(eni.AvailabilityZone) ?? "-",
                InstanceId = eni.Attachment?.InstanceId,
                PrimaryAddress = eni.PrimaryAddress is { } own ? System.Net.IPAddress.Parse(own) : null,
            };
        }
    }
}

/// <summary>Records of one log, a line each.</summary>
internal sealed record FlowRecords(string LogId, FlowLogRow Log, IReadOnlyList<string> Lines);
