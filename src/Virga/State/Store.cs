using System.Collections.Immutable;
using Virga.Service;

namespace Virga.State;

/// <summary>What the Store published: the new World and the rows that differ from the one before.</summary>
internal sealed record Committed(World World, IReadOnlyList<Touch> Touches);

/// <summary>
/// Holds the World. One writer at a time runs a pure operation on it, journals the touched rows, publishes the next
/// World and notifies; readers take <see cref="World"/> and never wait.
/// </summary>
internal sealed class Store(IJournal journal, TimeProvider time, Rules rules, ulong seed)
{
    /// <summary>
    /// Transitions that enqueue transitions without end would hang the writer; no chain of AWS's is this long.
    /// </summary>
    private const int MaxInstantTransitions = 10_000;

    private readonly Lock gate = new();
    private World world = World.Empty;

    /// <summary>Called after each commit, in order, outside the lock's critical work: keep it short.</summary>
    public event Action<Committed>? Changed;

    /// <summary>The latest published World.</summary>
    public World World => Volatile.Read(ref world);

    public Rules Rules => rules;

    /// <summary>The emulator's time.</summary>
    public TimeProvider Time => time;

    /// <summary>The machine's time, by which clients sign, also where the emulator's is ahead of it.</summary>
    public TimeProvider RealTime => time is VirtualClock clock ? clock.Real : time;

    /// <summary>
    /// Checked after each change when set; tests set it, so that a broken invariant names the change.
    /// </summary>
    public Action<World>? Check { get; set; }

    /// <summary>Takes over what the journal holds. Call once, before anything else.</summary>
    public void Load()
    {
        lock (gate) Volatile.Write(ref world, journal.Load());
    }

    /// <summary>Forgets everything, on disk too, but for what was seen of the host.</summary>
    public void Clear()
    {
        lock (gate)
        {
            var kept = world.Partitions.Where(partition => partition.Key.IsHost).ToImmutableDictionary();
            var touches = AllRowsRemoved(world).FindAll(touch => !touch.Scope.IsHost);
            journal.Clear(world.Revision + 1);
            Volatile.Write(ref world, World.Loaded(kept, world.Revision + 1, world.LastSequence));
            Changed?.Invoke(new(world, touches));
        }
    }

    /// <summary>A view of the latest World.</summary>
    public WorldView Read(Scope scope, Caller caller) =>
        new PublishedView(World, scope, caller, time.GetUtcNow(), rules);

    /// <summary>Waits until this World would survive the end of the process.</summary>
    public ValueTask Durable(World seen) => journal.Durable(seen.Revision);

    /// <summary>Runs a mutation and publishes it; completes when it is safe. An exception leaves no trace.</summary>
    public async ValueTask<T> CommitAsync<T>(Scope scope, Caller caller, Func<Change, T> mutation)
    {
        var answer = Commit(scope, caller, mutation, out var revision);
        await journal.Durable(revision).ConfigureAwait(false);
        return answer;
    }

    /// <summary>As <see cref="CommitAsync{T}"/>, in the name of the emulator itself.</summary>
    public ValueTask<T> CommitAsync<T>(Scope scope, Func<Change, T> mutation) =>
        CommitAsync(scope, Caller.System(scope.Account), mutation);

    /// <summary>Runs a mutation of the emulator's own and publishes it, without waiting until it is safe.</summary>
    public void Commit(Scope scope, Action<Change> mutation) =>
        Commit(scope, Caller.System(scope.Account), change => { mutation(change); return true; }, out _);

    /// <summary>Runs a mutation and drops what it did: the whole of DryRun.</summary>
    public T Try<T>(Scope scope, Caller caller, Func<Change, T> mutation)
    {
        var transaction = new Transaction(World, Now(), seed);
        return mutation(new Change(transaction, scope, caller, rules));
    }

    private T Commit<T>(Scope scope, Caller caller, Func<Change, T> mutation, out long revision)
    {
        lock (gate)
        {
            var transaction = new Transaction(world, Now(), seed);
            var answer = mutation(new Change(transaction, scope, caller, rules));
            RunInstantTransitions(transaction);
            if (!transaction.IsEmpty) Publish(transaction);
            revision = world.Revision;
            return answer;
        }
    }

    private void Publish(Transaction transaction)
    {
        var next = transaction.Finish();
        Check?.Invoke(next);
        var touches = transaction.Touches.ToList();
        journal.Append(next.Revision, touches);
        Volatile.Write(ref world, next);
        Changed?.Invoke(new(next, touches));
    }

    private void RunInstantTransitions(Transaction transaction)
    {
        for (var count = 0; transaction.TryDequeue(out var next); count++)
        {
            if (count == MaxInstantTransitions)
                throw new InvalidOperationException($"Transitions without end, last {next.Timer.Id}.");
            var change = new Change(transaction, next.Scope, Caller.System(next.Scope.Account), rules);
            Registry.RunTransition(next.Timer.Transition, change, next.Timer.Subject);
        }
    }

    /// <summary>AWS's times have milliseconds at most.</summary>
    private DateTimeOffset Now()
    {
        var now = time.GetUtcNow();
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMillisecond));
    }

    private static List<Touch> AllRowsRemoved(World world) =>
    [
        .. from partition in world.Partitions
           from table in partition.Value.Tables
           from row in table.All
           select new Touch(partition.Key, table.Kind, row.Id, null),
    ];
}
