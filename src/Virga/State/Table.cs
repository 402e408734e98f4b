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
    private static readonly Trie NoRows = new(row => (ulong)((Row)row).Sequence);

    private readonly NameTrie byId = NameTrie.Empty;
    private readonly Trie bySequence = NoRows;
    private readonly NameTrie[] indexes;

    private protected Table(RowKind kind)
    {
        Kind = kind;
        indexes = new NameTrie[kind.Indexes.Count];
        Array.Fill(indexes, NameTrie.Empty);
    }

    /// <summary>The table with one row put (<paramref name="row"/>) or removed (null).</summary>
    private protected Table(Table before, Row? old, Row? row)
    {
        Kind = before.Kind;
        byId = row is null ? before.byId.Without(old!.Id) : before.byId.With(row);
        bySequence = row is null
            ? before.bySequence.Without((ulong)old!.Sequence)
            : before.bySequence.With(row);
        indexes = before.Reindexed(old, row);
    }

    /// <summary>The kind of its rows.</summary>
    public RowKind Kind { get; }

    /// <summary>How many rows.</summary>
    public int Count => byId.Count;

    /// <summary>All rows in order of creation.</summary>
    public IEnumerable<Row> All => bySequence.All.Cast<Row>();

    /// <summary>The row that was created last, or null.</summary>
    public Row? Last => (Row?)bySequence.Last;

    /// <summary>The row, or null.</summary>
    public Row? FindRow(string? id) => id is null ? null : (Row?)byId.Find(id);

    /// <summary>The table with this row in it.</summary>
    public abstract Table PutRow(Row row);

    private protected int Counted(Index index, string? key) => Entry(index, key)?.Sequences.Count ?? 0;

    private protected IEnumerable<Row> Indexed(Index index, string? key)
    {
        if (Entry(index, key) is not { } entry) yield break;
        foreach (var sequence in entry.Sequences) yield return (Row)bySequence.Find((ulong)sequence)!;
    }

    private protected IEnumerable<Row> Following(long sequence) =>
        sequence == long.MaxValue ? [] : bySequence.From((ulong)Math.Max(0, sequence + 1)).Cast<Row>();

    private IndexEntry? Entry(Index index, string? key) =>
        key is null ? null : (IndexEntry?)indexes[index.Position].Find(key);

    private NameTrie[] Reindexed(Row? old, Row? row)
    {
        var next = indexes;
        foreach (var index in Kind.Indexes)
        {
            var before = old is null ? [] : index.Keys(old);
            var after = row is null ? [] : index.Keys(row);
            foreach (var key in before)
                if (!after.Contains(key)) Write(ref next, index, key, old!.Sequence, isThere: false);
            foreach (var key in after)
                if (!before.Contains(key)) Write(ref next, index, key, row!.Sequence, isThere: true);
        }

        return next;
    }

    private void Write(ref NameTrie[] next, Index index, string key, long sequence, bool isThere)
    {
        if (ReferenceEquals(next, indexes)) next = (NameTrie[])indexes.Clone();
        ref var entries = ref next[index.Position];
        var sequences = ((IndexEntry?)entries.Find(key))?.Sequences ?? [];
        sequences = isThere ? sequences.Add(sequence) : sequences.Remove(sequence);
        entries = sequences.IsEmpty ? entries.Without(key) : entries.With(new IndexEntry(key, sequences));
    }

    /// <summary>The rows that hold one value of an index, by their sequence numbers.</summary>
    private sealed record IndexEntry(string Id, ImmutableSortedSet<long> Sequences) : INamed;
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
