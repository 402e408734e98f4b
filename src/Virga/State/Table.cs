using System.Collections;
using System.Collections.Immutable;

namespace Virga.State;

/// <summary>
/// An immutable table: rows by id, in order of creation, with the indexes that their kind declares. Each change gives a
/// new table that shares what did not change. The collections hold <see cref="Row"/> whatever the kind: native code
/// keeps a hundred types for each collection that it instantiates, at every start.
/// </summary>
internal abstract class Table
{
    private readonly ImmutableDictionary<string, Row> byId;
    private readonly ImmutableSortedDictionary<long, Row> bySequence;
    private readonly ImmutableDictionary<string, ImmutableSortedSet<long>>[] indexes;

    private protected Table(RowKind kind)
    {
        Kind = kind;
        byId = ImmutableDictionary.Create<string, Row>(StringComparer.Ordinal);
        bySequence = ImmutableSortedDictionary<long, Row>.Empty;
        indexes = new ImmutableDictionary<string, ImmutableSortedSet<long>>[kind.Indexes.Count];
        Array.Fill(indexes, ImmutableDictionary.Create<string, ImmutableSortedSet<long>>(StringComparer.Ordinal));
    }

    /// <summary>The table with one row put (<paramref name="row"/>) or removed (null).</summary>
    private protected Table(Table before, Row? old, Row? row)
    {
        Kind = before.Kind;
        byId = row is null ? before.byId.Remove(old!.Id) : before.byId.SetItem(row.Id, row);
        bySequence = row is null
            ? before.bySequence.Remove(old!.Sequence)
            : before.bySequence.SetItem(row.Sequence, row);
        indexes = before.Reindexed(old, row);
    }

    /// <summary>The kind of its rows.</summary>
    public RowKind Kind { get; }

    /// <summary>How many rows.</summary>
    public int Count => byId.Count;

    /// <summary>All rows in order of creation.</summary>
    public IEnumerable<Row> All => bySequence.Values;

    /// <summary>The row, or null.</summary>
    public Row? FindRow(string? id) => id is not null && byId.TryGetValue(id, out var row) ? row : null;

    /// <summary>The table with this row in it.</summary>
    public abstract Table PutRow(Row row);

    private protected int Counted(Index index, string? key) =>
        key is not null && indexes[index.Position].TryGetValue(key, out var sequences) ? sequences.Count : 0;

    private protected IEnumerable<Row> Indexed(Index index, string? key)
    {
        if (key is null || !indexes[index.Position].TryGetValue(key, out var sequences)) yield break;
        foreach (var sequence in sequences) yield return bySequence[sequence];
    }

    private protected IEnumerable<Row> Following(long sequence)
    {
        foreach (var pair in bySequence)
            if (pair.Key > sequence)
                yield return pair.Value;
    }

    private ImmutableDictionary<string, ImmutableSortedSet<long>>[] Reindexed(Row? old, Row? row)
    {
        if (indexes.Length == 0) return indexes;
        var next = (ImmutableDictionary<string, ImmutableSortedSet<long>>[])indexes.Clone();
        foreach (var index in Kind.Indexes)
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

/// <summary>A <see cref="Table"/> whose rows have this type.</summary>
internal sealed class Table<T> : Table, IEnumerable<T>
    where T : Row
{
    /// <summary>An empty table.</summary>
    public Table(RowKind<T> kind)
        : base(kind)
    {
    }

    private Table(Table<T> before, Row? old, T? row)
        : base(before, old, row)
    {
    }

    /// <summary>The row with this id, or null.</summary>
    public T? Find(string? id) => (T?)FindRow(id);

    /// <summary>The row, or the kind's own NotFound error.</summary>
    public T Get(string id) => Find(id) ?? throw (Kind.NotFound?.Invoke(id)
        ?? new InvalidOperationException($"There is no {Kind.Name} {id}, and its kind names no error for that."));

    /// <summary>Rows whose indexed value is <paramref name="key"/>, in order of creation.</summary>
    public IEnumerable<T> By(Index<T> index, string? key) => Typed(Indexed(index, key));

    /// <summary>Whether any row has this indexed value.</summary>
    public bool Any(Index<T> index, string? key) => Counted(index, key) > 0;

    /// <summary>How many rows have this indexed value.</summary>
    public int CountBy(Index<T> index, string? key) => Counted(index, key);

    /// <summary>Rows created after the given sequence number, in order: where a page goes on.</summary>
    public IEnumerable<T> After(long sequence) => Typed(sequence <= 0 ? All : Following(sequence));

    /// <summary>The table with this row added or replaced.</summary>
    public Table<T> Put(T row) => new(this, FindRow(row.Id), row);

    /// <summary>The table without the row of this id.</summary>
    public Table<T> Remove(string id) => FindRow(id) is { } old ? new(this, old, null) : this;

    public IEnumerator<T> GetEnumerator() => Typed(All).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override Table PutRow(Row row) => Put((T)row);

    private static IEnumerable<T> Typed(IEnumerable<Row> rows)
    {
        foreach (var row in rows) yield return (T)row;
    }
}
