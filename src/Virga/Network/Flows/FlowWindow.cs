namespace Virga.Network.Flows;

/// <summary>The flows of one flow log in the interval that runs.</summary>
internal sealed class FlowWindow(DateTimeOffset start)
{
    private readonly Dictionary<FlowKey, FlowSum> flows = [];

    public DateTimeOffset Start { get; } = start;

    public IReadOnlyCollection<FlowSum> Flows => flows.Values;

    /// <param name="growth">What came since the kernel was asked before.</param>
    /// <param name="since">When that was.</param>
    /// <param name="now">When it was asked now.</param>
    public void Add(FlowCount growth, DateTimeOffset since, DateTimeOffset now)
    {
        var before = flows.GetValueOrDefault(growth.Key)
            ?? new FlowSum(growth.Key, 0, 0, 0) { Start = since > Start ? since : Start, End = now };
        flows[growth.Key] = before with
        {
            TcpFlags = before.TcpFlags | growth.TcpFlags,
            Packets = before.Packets + growth.Packets,
            Bytes = before.Bytes + growth.Bytes,
            End = now,
        };
    }
}
