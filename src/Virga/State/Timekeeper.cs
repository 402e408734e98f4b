using Microsoft.Extensions.Logging;
using Virga.Service;

namespace Virga.State;

/// <summary>
/// Runs transitions when they are due. Timers are rows, so a restart goes on where the last run ended.
/// </summary>
internal sealed partial class Timekeeper : IDisposable
{
    private readonly Store store;
    private readonly ILogger log;
    private readonly Lock gate = new();
    private readonly SortedSet<(DateTimeOffset Due, Scope Scope, string Id)> pending = new(DueOrder);
    private readonly Dictionary<(Scope Scope, string Id), DateTimeOffset> known = [];
    private readonly ITimer alarm;

    public Timekeeper(Store store, ILogger log)
    {
        this.store = store;
        this.log = log;
        alarm = store.Time.CreateTimer(_ => RunDue(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        store.Changed += committed => Note(committed.Touches);
        Note(
        [
            .. from partition in store.World.Partitions
               from timer in partition.Value.Table<TimerRow>()
               select new Touch(partition.Key, TimerRow.Kind, timer.Id, timer),
        ]);
    }

    private static Comparer<(DateTimeOffset Due, Scope Scope, string Id)> DueOrder { get; } =
        Comparer<(DateTimeOffset Due, Scope Scope, string Id)>.Create((a, b) =>
        {
            var order = a.Due.CompareTo(b.Due);
            if (order == 0) order = string.CompareOrdinal(a.Scope.ToString(), b.Scope.ToString());
            return order != 0 ? order : string.CompareOrdinal(a.Id, b.Id);
        });

    public void Dispose() => alarm.Dispose();

    /// <summary>
    /// Runs everything that is due by the Store's clock. Tests with a stepped clock call it themselves.
    /// </summary>
    public void RunDue()
    {
        while (Next() is { } timer)
        {
            try
            {
                Run(timer.Scope, timer.Id);
            }
            catch (Exception exception)
            {
                // A transition that fails must not stop the others, nor be tried for ever.
                Log.TransitionFailed(log, timer.Id, exception);
                Drop(timer.Scope, timer.Id);
            }
        }

        lock (gate) SetAlarm();
    }

    private (Scope Scope, string Id)? Next()
    {
        lock (gate)
        {
            if (pending.Count == 0 || pending.Min.Due > store.Time.GetUtcNow()) return null;
            return (pending.Min.Scope, pending.Min.Id);
        }
    }

    private void Run(Scope scope, string id) =>
        store.Commit(scope, change =>
        {
            if (change.Find<TimerRow>(id) is not { } timer) return;
            change.Remove<TimerRow>(id);
            Registry.RunTransition(timer.Transition, change, timer.Subject);
        });

    private void Drop(Scope scope, string id) => store.Commit(scope, change => change.Remove<TimerRow>(id));

    private void Note(IReadOnlyList<Touch> touches)
    {
        lock (gate)
        {
            var before = pending.Count == 0 ? (DateTimeOffset?)null : pending.Min.Due;
            foreach (var touch in touches)
            {
                if (touch.Kind != TimerRow.Kind) continue;
                if (known.Remove((touch.Scope, touch.Id), out var old)) pending.Remove((old, touch.Scope, touch.Id));
                if (touch.Row is not TimerRow timer) continue;
                known[(touch.Scope, touch.Id)] = timer.Due;
                pending.Add((timer.Due, touch.Scope, touch.Id));
            }

            if (pending.Count > 0 && before != pending.Min.Due) SetAlarm();
        }
    }

    private void SetAlarm()
    {
        if (pending.Count == 0) return;
        var wait = pending.Min.Due - store.Time.GetUtcNow();
        alarm.Change(wait < TimeSpan.Zero ? TimeSpan.Zero : wait, Timeout.InfiniteTimeSpan);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "Transition {Timer} failed and was dropped.")]
        public static partial void TransitionFailed(ILogger log, string timer, Exception exception);
    }
}
