using System.Collections.Concurrent;

namespace Virga.Distribution.Storage;

/// <summary>
/// Layers that a client was told about and will refer to soon: just uploaded, mounted, or found with HEAD. The
/// collector leaves them alone for a while, although no manifest refers to them yet.
/// </summary>
internal sealed class LayerLeases(TimeProvider time)
{
    /// <summary>Docker pushes the manifest when its last layer is there; a slow push renews by asking.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromMinutes(30);

    private readonly ConcurrentDictionary<string, (int Holders, DateTimeOffset End)> ends =
        new(StringComparer.Ordinal);

    public static string Key(Scope scope, string layer) => $"{scope}/{layer}";

    /// <summary>Begins or renews the lease of a layer row's id.</summary>
    public void Renew(Scope scope, string layer)
    {
        var end = time.GetUtcNow() + Length;
        ends.AddOrUpdate(Key(scope, layer), _ => (1, end), (_, old) => (old.Holders + 1, end));
    }

    /// <summary>One who was told of it has pushed a manifest, or was told that it is not there.</summary>
    public void End(Scope scope, string layer)
    {
        var key = Key(scope, layer);
        while (ends.TryGetValue(key, out var lease))
        {
            var isDone = lease.Holders > 1
                ? ends.TryUpdate(key, (lease.Holders - 1, lease.End), lease)
                : ends.TryRemove(new KeyValuePair<string, (int Holders, DateTimeOffset End)>(key, lease));
            if (isDone) return;
        }
    }

    public bool IsHeld(Scope scope, string layer) =>
        ends.TryGetValue(Key(scope, layer), out var lease) && lease.End > time.GetUtcNow();

    /// <summary>Forgets what has run out.</summary>
    public void Prune()
    {
        var now = time.GetUtcNow();
        foreach (var pair in ends)
            if (pair.Value.End <= now) ends.TryRemove(pair);
    }

    public void Clear() => ends.Clear();
}
