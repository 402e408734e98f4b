using System.Collections.Concurrent;
using Virga.Compute;

namespace Virga.Tests.Libvirt;

/// <summary>Remembers what a backend says that it saw.</summary>
internal sealed class Witness : IMachineObserver
{
    private readonly BlockingCollection<(string Id, Power Power, bool IsGuestInitiated)> sights = [];

    internal TaskCompletionSource Recovery { get; } = new();

    internal IReadOnlyList<(string Id, Power Power, bool IsGuestInitiated)> Sights => [.. sights];

    public void Seen(string instanceId, Power seen, bool isGuestInitiated) =>
        sights.Add((instanceId, seen, isGuestInitiated));

    public void Images(string backend, IReadOnlyList<HostImage> images)
    {
    }

    public void Recovered(string backend) => Recovery.TrySetResult();

    internal Task<(string Id, Power Power, bool IsGuestInitiated)> NextAsync() => Task.Run(() =>
        sights.TryTake(out var sight, TimeSpan.FromSeconds(2)) ? sight : throw new TimeoutException("nothing seen"));
}
