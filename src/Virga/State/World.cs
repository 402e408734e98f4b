using System.Collections.Immutable;

namespace Virga.State;

/// <summary>
/// Everything that Virga knows, as one immutable value. One writer publishes the next; readers take a snapshot and
/// never lock.
/// </summary>
internal sealed class World
{
    public static readonly World Empty = new(ImmutableDictionary<Scope, Partition>.Empty, revision: 0, lastSequence: 0);

    private World(ImmutableDictionary<Scope, Partition> partitions, long revision, long lastSequence)
    {
        Partitions = partitions;
        Revision = revision;
        LastSequence = lastSequence;
    }

    /// <summary>How many changes led here.</summary>
    public long Revision { get; }

    /// <summary>The sequence number of the newest row ever created.</summary>
    public long LastSequence { get; }

    /// <summary>The tables of each account and region that was ever used.</summary>
    public ImmutableDictionary<Scope, Partition> Partitions { get; }

    /// <summary>The tables of one account and region; empty ones where it was never used.</summary>
    public Partition At(Scope scope) => Partitions.GetValueOrDefault(scope, Partition.Empty);

    /// <summary>The World after a change.</summary>
    public World Next(IEnumerable<KeyValuePair<Scope, Partition>> changed, long lastSequence) =>
        new(Partitions.SetItems(changed), Revision + 1, lastSequence);

    /// <summary>The World that the journal held.</summary>
    public static World Loaded(ImmutableDictionary<Scope, Partition> partitions, long revision, long lastSequence) =>
        new(partitions, revision, lastSequence);
}

/// <summary>The tables of one account and region.</summary>
internal sealed class Partition
{
    public static readonly Partition Empty = new([]);

    private readonly Table?[] tables;

    private Partition(Table?[] tables) => this.tables = tables;

    /// <summary>All tables that hold or held a row.</summary>
    public IEnumerable<Table> Tables => tables.OfType<Table>();

    /// <summary>The table of this kind.</summary>
    public Table<T> Table<T>()
        where T : Row, IRow<T> => (Table<T>)Table(T.Kind);

    /// <summary>The table of this kind.</summary>
    public Table Table(RowKind kind) =>
        kind.Ordinal < tables.Length && tables[kind.Ordinal] is { } table ? table : kind.NoRows;

    /// <summary>A copy with this table in place of the old one of its kind.</summary>
    public Partition With(Table table)
    {
        var next = new Table?[Math.Max(tables.Length, RowKind.Count)];
        tables.CopyTo(next, 0);
        next[table.Kind.Ordinal] = table;
        return new(next);
    }

    /// <summary>
    /// Puts the table into this very partition, which only the change that copied it may do, before anybody else has
    /// it.
    /// </summary>
    /// <returns>Whether there was room; a kind that was seen since the copy has none.</returns>
    public bool TryReplace(Table table)
    {
        if (table.Kind.Ordinal >= tables.Length) return false;
        tables[table.Kind.Ordinal] = table;
        return true;
    }
}
