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
    private readonly Dictionary<(Scope Scope, RowKind Kind, string Id), Row?> touched = new(TouchedKeys.Instance);

    // Partitions that this change copied and nobody else has: each further write goes into the same copy.
    private readonly HashSet<Scope> own = [];
    private readonly Queue<(Scope Scope, TimerRow Timer)> due = new();

    private (Scope Scope, Partition Partition)? latest;

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

    public Partition Partition(Scope scope)
    {
        // Nearly all of a change happens in one scope.
        if (latest is { } known && known.Scope == scope) return known.Partition;
        var partition = partitions.GetValueOrDefault(scope) ?? world.At(scope);
        latest = (scope, partition);
        return partition;
    }

    public long NextSequence() => ++LastSequence;

    public void Write(Scope scope, Table table, RowKind kind, string id, Row? row)
    {
        var partition = Partition(scope);
        if (!own.Contains(scope) || !partition.TryReplace(table))
        {
            partitions[scope] = partition = partition.With(table);
            own.Add(scope);
            latest = (scope, partition);
        }

        touched[(scope, kind, id)] = row;
    }

    /// <summary>What was written so far, to go back to.</summary>
    public Savepoint Save()
    {
        own.Clear();
        return new(new(partitions), new(touched, TouchedKeys.Instance), [.. due]);
    }

    /// <summary>Forgets what was written since; numbers and random bits that were given stay given.</summary>
    public void Restore(Savepoint savepoint)
    {
        own.Clear();
        latest = null;
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

    /// <summary>Tells the keys apart by id and kind first: the scope is the same for nearly all.</summary>
    private sealed class TouchedKeys : IEqualityComparer<(Scope Scope, RowKind Kind, string Id)>
    {
        public static readonly TouchedKeys Instance = new();

        public bool Equals((Scope Scope, RowKind Kind, string Id) x, (Scope Scope, RowKind Kind, string Id) y) =>
            x.Kind == y.Kind && x.Id == y.Id && x.Scope == y.Scope;

        public int GetHashCode((Scope Scope, RowKind Kind, string Id) key) =>
            key.Id.GetHashCode(StringComparison.Ordinal) ^ key.Kind.Ordinal;
    }
}

/// <summary>The writes of a transaction at one moment.</summary>
internal sealed record Savepoint(
    Dictionary<Scope, Partition> Partitions,
    Dictionary<(Scope Scope, RowKind Kind, string Id), Row?> Touched,
    List<(Scope Scope, TimerRow Timer)> Due);
