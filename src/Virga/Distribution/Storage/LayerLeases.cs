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

    private readonly ConcurrentDictionary<string, DateTimeOffset> ends = new(StringComparer.Ordinal);

    public static string Key(Scope scope, string layer) => $"{scope}/{layer}";

    /// <summary>Begins or renews the lease of a layer row's id.</summary>
    public void Renew(Scope scope, string layer) => ends[Key(scope, layer)] = time.GetUtcNow() + Length;

    /// <summary>A manifest refers to it now, or it is gone.</summary>
    public void End(Scope scope, string layer) => ends.TryRemove(Key(scope, layer), out _);

    public bool IsHeld(Scope scope, string layer) =>
        ends.TryGetValue(Key(scope, layer), out var end) && end > time.GetUtcNow();

    /// <summary>Forgets what has run out.</summary>
    public void Prune()
    {
        var now = time.GetUtcNow();
        foreach (var pair in ends)
            if (pair.Value <= now) ends.TryRemove(pair);
    }

    public void Clear() => ends.Clear();
}
