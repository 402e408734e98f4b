using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Virga.Libvirt.Storage;

/// <summary>A disk that we made in a pool.</summary>
/// <param name="Name">Its name in the pool.</param>
/// <param name="Backing">The disk it is an overlay of, ours or not; null where it stands alone.</param>
internal sealed record LedgerEntry(string Name, string? Backing, LedgerState State = LedgerState.Making);

/// <summary>How far a disk has come.</summary>
internal enum LedgerState
{
    /// <summary>Begun, perhaps half-written: found after a crash, it is made again from the start.</summary>
    Making,

    /// <summary>Whole.</summary>
    Ready,

    /// <summary>Nobody wants it any more, but overlays of it are left.</summary>
    Condemned,
}

/// <summary>
/// Which disks of a pool are ours. A pool may hold other people's: what is not in here is never deleted, whatever its
/// name. An entry is on disk before its volume is made and goes after the volume has, so a crash leaks nothing.
/// </summary>
internal sealed class VolumeLedger
{
    private readonly Lock gate = new();
    private readonly string? path;
    private ImmutableSortedDictionary<string, LedgerEntry> entries;

    private VolumeLedger(string? path, IEnumerable<LedgerEntry> entries)
    {
        this.path = path;
        this.entries = entries.ToImmutableSortedDictionary(entry => entry.Name, entry => entry, StringComparer.Ordinal);
    }

    /// <summary>Reads the ledger at a path, or begins it. With no path it lives as long as the process.</summary>
    internal static VolumeLedger Open(string? path)
    {
        if (path is null || !File.Exists(path))
            return new VolumeLedger(path, []);
        using var file = File.OpenRead(path);
        return new VolumeLedger(path, JsonSerializer.Deserialize(file, LedgerJson.Default.LedgerEntryArray) ?? []);
    }

    internal ImmutableSortedDictionary<string, LedgerEntry> Entries => Volatile.Read(ref entries);

    internal bool Owns(string name) => Entries.ContainsKey(name);

    /// <summary>Some disk is an overlay of this one.</summary>
    internal bool IsBacking(string name) => Entries.Values.Any(entry => entry.Backing == name);

    internal bool IsReady(string name) => Entries.GetValueOrDefault(name)?.State == LedgerState.Ready;

    internal void Put(LedgerEntry entry) => Change(current => current.SetItem(entry.Name, entry));

    internal void Remove(string name) => Change(current => current.Remove(name));

    private void Change(
        Func<ImmutableSortedDictionary<string, LedgerEntry>, ImmutableSortedDictionary<string, LedgerEntry>> change)
    {
        lock (gate)
        {
            var next = change(entries);
            if (ReferenceEquals(next, entries))
                return;
            Save(next);
            Volatile.Write(ref entries, next);
        }
    }

    private void Save(ImmutableSortedDictionary<string, LedgerEntry> next)
    {
        if (path is null)
            return;
        if (next.IsEmpty)
        {
            // No ledger says as much as an empty one, and nothing is left of a run that keeps nothing.
            File.Delete(path);
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var draft = path + ".new";
        using (var file = new FileStream(draft, FileMode.Create, FileAccess.Write))
        {
            JsonSerializer.Serialize(file, [.. next.Values], LedgerJson.Default.LedgerEntryArray);
            file.Flush(flushToDisk: true);
        }

        File.Move(draft, path, overwrite: true);
    }
}

/// <summary>The ledger's form on disk.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, UseStringEnumConverter = true)]
[JsonSerializable(typeof(LedgerEntry[]))]
internal sealed partial class LedgerJson : JsonSerializerContext;
