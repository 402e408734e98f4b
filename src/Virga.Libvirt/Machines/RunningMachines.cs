using System.Collections.Concurrent;

namespace Virga.Libvirt.Machines;

/// <summary>
/// The machines that should be running now as far as we know: one of them that is found otherwise changed by itself. A
/// machine that is being worked on is not among them.
/// </summary>
internal sealed class RunningMachines
{
    private readonly ConcurrentDictionary<string, long> machines = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> agents = new(StringComparer.Ordinal);
    private long stamps;

    internal void Add(string instanceId) => machines[instanceId] = Interlocked.Increment(ref stamps);

    internal void Remove(string instanceId) => machines.TryRemove(instanceId, out _);

    /// <summary>Whether an agent answered in the guest when the machine was last looked at.</summary>
    internal bool HasAgent(string instanceId) => agents.ContainsKey(instanceId);

    /// <summary>What was seen of the guest's agent.</summary>
    internal void NoteAgent(string instanceId, bool isConnected)
    {
        if (isConnected) agents[instanceId] = true;
        else agents.TryRemove(instanceId, out _);
    }

    internal IReadOnlyList<KeyValuePair<string, long>> Snapshot() => [.. machines];

    /// <summary>
    /// False where the machine was worked on since the snapshot: what was seen meanwhile means nothing.
    /// </summary>
    internal bool TryRemove(KeyValuePair<string, long> machine) => machines.TryRemove(machine);
}
