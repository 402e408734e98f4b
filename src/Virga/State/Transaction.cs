namespace Virga.State;

/// <summary>One row that a change touched: its new value, or null where it was removed.</summary>
internal readonly record struct Touch(Scope Scope, RowKind Kind, string Id, Row? Row);

/// <summary>
/// A change in the making: working copies of the partitions that it touches, and the list of what it touched. Dropping
/// it leaves no trace.
/// </summary>
internal sealed class Transaction(World world, DateTimeOffset now, ulong seed)
{
    private const ulong Step = 0x9E3779B97F4A7C15;

    private readonly Dictionary<Scope, Partition> partitions = [];
    private readonly Dictionary<(Scope Scope, RowKind Kind, string Id), Row?> touched = [];
    private readonly Queue<(Scope Scope, TimerRow Timer)> due = new();

    // Mixed once, so that the sequences of two revisions start far apart; without it, the second number of one
    // revision is the first of the next, and ids repeat.
    private ulong randomState = Mix(seed + (Step * (ulong)(world.Revision + 1)));

    /// <summary>The instant of the change.</summary>
    public DateTimeOffset Now => now;

    /// <summary>The World that the change started from.</summary>
    public World World => world;

    public long LastSequence { get; private set; } = world.LastSequence;

    public bool IsEmpty => touched.Count == 0;

    public IEnumerable<Scope> Scopes => world.Partitions.Keys.Union(partitions.Keys);

    public IEnumerable<Touch> Touches =>
        touched.Select(entry => new Touch(entry.Key.Scope, entry.Key.Kind, entry.Key.Id, entry.Value));

    public IReadOnlyDictionary<Scope, Partition> Partitions => partitions;

    public Partition Partition(Scope scope) => partitions.GetValueOrDefault(scope) ?? world.At(scope);

    public long NextSequence() => ++LastSequence;

    public void Write(Scope scope, Table table, RowKind kind, string id, Row? row)
    {
        partitions[scope] = Partition(scope).With(table);
        touched[(scope, kind, id)] = row;
    }

    /// <summary>What was written so far, to go back to.</summary>
    public Savepoint Save() => new(new(partitions), new(touched), [.. due]);

    /// <summary>Forgets what was written since; numbers and random bits that were given stay given.</summary>
    public void Restore(Savepoint savepoint)
    {
        partitions.Clear();
        foreach (var (scope, partition) in savepoint.Partitions) partitions.Add(scope, partition);
        touched.Clear();
        foreach (var (key, row) in savepoint.Touched) touched.Add(key, row);
        due.Clear();
        foreach (var one in savepoint.Due) due.Enqueue(one);
    }

    /// <summary>Notes a transition to run at the end of this change.</summary>
    public void Enqueue(Scope scope, TimerRow timer) => due.Enqueue((scope, timer));

    /// <summary>The next transition to run before the change ends.</summary>
    public bool TryDequeue(out (Scope Scope, TimerRow Timer) next) => due.TryDequeue(out next);

    /// <summary>The World with this change in it.</summary>
    public World Finish() => world.Next(partitions, LastSequence);

    /// <summary>SplitMix64: the seed and the revision decide every id, so a seeded run repeats.</summary>
    public ulong NextRandom() => Mix(randomState += Step);

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}

/// <summary>The writes of a transaction at one moment.</summary>
internal sealed record Savepoint(
    Dictionary<Scope, Partition> Partitions,
    Dictionary<(Scope Scope, RowKind Kind, string Id), Row?> Touched,
    List<(Scope Scope, TimerRow Timer)> Due);
