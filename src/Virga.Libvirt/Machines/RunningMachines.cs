using System.Collections.Concurrent;

namespace Virga.Libvirt.Machines;

/// <summary>
/// The machines that should be running now as far as we know, and those that should be off: one of them that is found
/// otherwise changed by itself. A machine that is being worked on is not among them.
/// </summary>
internal sealed class RunningMachines
{
    private readonly ConcurrentDictionary<string, long> machines = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, long> stopped = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> agents = new(StringComparer.Ordinal);
    private long stamps;

    internal void Add(string instanceId) => machines[instanceId] = Interlocked.Increment(ref stamps);

    /// <summary>It is off, and should be.</summary>
    internal void AddStopped(string instanceId) => stopped[instanceId] = Interlocked.Increment(ref stamps);

    /// <summary>It is worked on.</summary>
    internal void Remove(string instanceId)
    {
        machines.TryRemove(instanceId, out _);
        stopped.TryRemove(instanceId, out _);
    }

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

    internal IReadOnlyList<KeyValuePair<string, long>> SnapshotOfStopped() => [.. stopped];

    /// <summary>As <see cref="TryRemove"/>, of one that was off.</summary>
    internal bool TryRemoveStopped(KeyValuePair<string, long> machine) => stopped.TryRemove(machine);
}
