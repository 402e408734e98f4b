using System.Collections;
using System.Collections.Immutable;

namespace Virga.State;

/// <summary>A table of any kind, for code that does not know the row type (journal, tags, invariants).</summary>
internal interface ITable
{
    /// <summary>The kind of its rows.</summary>
    RowKind Kind { get; }

    /// <summary>How many rows.</summary>
    int Count { get; }

    /// <summary>All rows in order of creation.</summary>
    IEnumerable<Row> All { get; }

    /// <summary>The row, or null.</summary>
    Row? FindRow(string id);

    /// <summary>The table with this row in it.</summary>
    ITable PutRow(Row row);
}

/// <summary>
/// An immutable table: rows by id, in order of creation, with the indexes that their kind declares. Each change gives a
/// new table that shares what did not change.
/// </summary>
internal sealed class Table<T> : ITable, IEnumerable<T>
    where T : Row
{
    private readonly RowKind<T> kind;
    private readonly ImmutableDictionary<string, T> byId;
    private readonly ImmutableSortedDictionary<long, T> bySequence;
    private readonly ImmutableDictionary<string, ImmutableSortedSet<long>>[] indexes;

    private Table(
        RowKind<T> kind,
        ImmutableDictionary<string, T> byId,
        ImmutableSortedDictionary<long, T> bySequence,
        ImmutableDictionary<string, ImmutableSortedSet<long>>[] indexes)
    {
        this.kind = kind;
        this.byId = byId;
        this.bySequence = bySequence;
        this.indexes = indexes;
    }

    public RowKind Kind => kind;

    public int Count => byId.Count;

    IEnumerable<Row> ITable.All => bySequence.Values;

    public static Table<T> Empty(RowKind<T> kind)
    {
        var indexes = new ImmutableDictionary<string, ImmutableSortedSet<long>>[kind.Indexes.Count];
        Array.Fill(indexes, ImmutableDictionary.Create<string, ImmutableSortedSet<long>>(StringComparer.Ordinal));
        var byId = ImmutableDictionary.Create<string, T>(StringComparer.Ordinal);
        return new(kind, byId, ImmutableSortedDictionary<long, T>.Empty, indexes);
    }

    /// <summary>The row with this id, or null.</summary>
    public T? Find(string? id) => id is not null && byId.TryGetValue(id, out var row) ? row : null;

    /// <summary>The row, or the kind's own NotFound error.</summary>
    public T Get(string id) => Find(id) ?? throw (kind.NotFound?.Invoke(id)
        ?? new InvalidOperationException($"There is no {kind.Name} {id}, and its kind names no error for that."));

    /// <summary>Rows whose indexed value is <paramref name="key"/>, in order of creation.</summary>
    public IEnumerable<T> By(Index<T> index, string? key)
    {
        if (key is null || !indexes[index.Position].TryGetValue(key, out var sequences)) yield break;
        foreach (var sequence in sequences) yield return bySequence[sequence];
    }

    /// <summary>Whether any row has this indexed value.</summary>
    public bool Any(Index<T> index, string? key) => key is not null && indexes[index.Position].ContainsKey(key);

    /// <summary>How many rows have this indexed value.</summary>
    public int CountBy(Index<T> index, string? key) =>
        key is not null && indexes[index.Position].TryGetValue(key, out var sequences) ? sequences.Count : 0;

    /// <summary>Rows created after the given sequence number, in order: where a page goes on.</summary>
    public IEnumerable<T> After(long sequence)
    {
        if (sequence <= 0) return bySequence.Values;
        return bySequence.SkipWhile(pair => pair.Key <= sequence).Select(pair => pair.Value);
    }

    /// <summary>The table with this row added or replaced.</summary>
    public Table<T> Put(T row)
    {
        var old = Find(row.Id);
        return new(kind, byId.SetItem(row.Id, row), bySequence.SetItem(row.Sequence, row), Reindexed(old, row));
    }

    /// <summary>The table without the row of this id.</summary>
    public Table<T> Remove(string id) => Find(id) is { } old
        ? new(kind, byId.Remove(id), bySequence.Remove(old.Sequence), Reindexed(old, null))
        : this;

    public IEnumerator<T> GetEnumerator() => bySequence.Values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    Row? ITable.FindRow(string id) => Find(id);

    ITable ITable.PutRow(Row row) => Put((T)row);

    private ImmutableDictionary<string, ImmutableSortedSet<long>>[] Reindexed(T? old, T? row)
    {
        if (indexes.Length == 0) return indexes;
        var next = (ImmutableDictionary<string, ImmutableSortedSet<long>>[])indexes.Clone();
        foreach (var index in kind.Indexes)
        {
            var before = old is null ? [] : index.Keys(old).Distinct().ToArray();
            var after = row is null ? [] : index.Keys(row).Distinct().ToArray();
            ref var entries = ref next[index.Position];
            foreach (var key in before.Except(after)) entries = Without(entries, key, old!.Sequence);
            foreach (var key in after.Except(before))
                entries = entries.SetItem(key, entries.GetValueOrDefault(key, []).Add(row!.Sequence));
        }

        return next;
    }

    private static ImmutableDictionary<string, ImmutableSortedSet<long>> Without(
        ImmutableDictionary<string, ImmutableSortedSet<long>> entries, string key, long sequence)
    {
        var rest = entries[key].Remove(sequence);
        return rest.IsEmpty ? entries.Remove(key) : entries.SetItem(key, rest);
    }
}
