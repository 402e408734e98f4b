namespace Virga.Network.Flows;

/// <summary>
/// Tells from two readings of the kernel's counters what came in between. A counter that is less than it was has begun
/// anew, and all of it is new. The first reading is where it begins: an earlier run may have told what is in it.
/// </summary>
internal sealed class FlowGrowth
{
    private Dictionary<(FlowKey, int), FlowCount>? known;

    /// <param name="reading">Every flow that the kernel remembers.</param>
    public List<FlowCount> Of(IEnumerable<FlowCount> reading)
    {
        var next = new Dictionary<(FlowKey, int), FlowCount>();
        var grown = new List<FlowCount>();
        foreach (var count in reading)
        {
            var key = (count.Key, count.TcpFlags);
            next[key] = count;
            var growth = known?.GetValueOrDefault(key) is { } before && before.Packets <= count.Packets
                ? count with { Packets = count.Packets - before.Packets, Bytes = count.Bytes - before.Bytes }
                : count;
            if (growth.Packets > 0) grown.Add(growth);
        }

        var isFirst = known is null;
        known = next;
        return isFirst ? [] : grown;
    }
}
