namespace Virga.State;

/// <summary>
/// The emulator's time: the machine's, until it is told to jump ahead or to hurry for a while, so that two minutes
/// of notice pass in a second. It never goes back. Timers made here follow it.
/// </summary>
internal sealed class VirtualClock(TimeProvider real) : TimeProvider
{
    /// <summary>A century is more than any resource here lives.</summary>
    public static readonly TimeSpan MostAhead = TimeSpan.FromDays(36_525);

    private readonly Lock gate = new();
    private readonly HashSet<Alarm> alarms = [];
    private Face face = new(DateTimeOffset.MinValue, DateTimeOffset.MinValue, 1, null);

    /// <summary>The machine's own time, which clients sign by.</summary>
    public TimeProvider Real => real;

    public override TimeZoneInfo LocalTimeZone => real.LocalTimeZone;

    public override DateTimeOffset GetUtcNow() => Volatile.Read(ref face).At(real.GetUtcNow());

    /// <summary>Lets time pass at once, or within a shorter time of the machine.</summary>
    /// <param name="by">How much passes; not negative.</param>
    /// <param name="over">In how much of the machine's time; zero for at once.</param>
    /// <exception cref="ArgumentOutOfRangeException">It would go back, slow down, or too far.</exception>
    public void Advance(TimeSpan by, TimeSpan over)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(over, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(by, over);
        lock (gate)
        {
            var now = real.GetUtcNow();
            var shown = GetUtcNow();
            ArgumentOutOfRangeException.ThrowIfGreaterThan(shown - now + by, MostAhead, nameof(by));
            Volatile.Write(ref face, over == TimeSpan.Zero
                ? new Face(now, shown + by, 1, null)
                : new Face(now, shown, by / over, now + over));
            foreach (var alarm in alarms) alarm.Arm();
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var alarm = new Alarm(this, callback, state);
        lock (gate) alarms.Add(alarm);
        alarm.Change(dueTime, period);
        return alarm;
    }

    /// <summary>What the clock shows when.</summary>
    /// <param name="Real">A moment of the machine, from which it is counted.</param>
    /// <param name="Shown">What was shown then.</param>
    /// <param name="Speed">How fast it goes, until then.</param>
    /// <param name="Until">When it goes at the machine's pace again; null if it does.</param>
    private sealed record Face(DateTimeOffset Real, DateTimeOffset Shown, double Speed, DateTimeOffset? Until)
    {
        public DateTimeOffset At(DateTimeOffset now)
        {
            if (Until is not { } until) return now + (Shown - Real);
            return now < until ? Shown + (now - Real) * Speed : Shown + (until - Real) * Speed + (now - until);
        }

        /// <summary>How long the machine takes to come to where this is shown.</summary>
        public TimeSpan Wait(DateTimeOffset shown, DateTimeOffset now)
        {
            var left = shown - At(now);
            if (left <= TimeSpan.Zero) return TimeSpan.Zero;
            if (Until is not { } until || now >= until) return left;
            var hurried = (until - now) * Speed;
            return left <= hurried ? left / Speed : until - now + (left - hurried);
        }
    }

    /// <summary>A timer by this clock.</summary>
    private sealed class Alarm : ITimer
    {
        private readonly VirtualClock clock;
        private readonly TimerCallback callback;
        private readonly object? state;
        private readonly ITimer timer;
        private readonly Lock gate = new();
        private DateTimeOffset? due;
        private TimeSpan period = Timeout.InfiniteTimeSpan;

        public Alarm(VirtualClock clock, TimerCallback callback, object? state)
        {
            (this.clock, this.callback, this.state) = (clock, callback, state);
            timer = clock.Real.CreateTimer(_ => Ring(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (gate)
            {
                this.period = period > TimeSpan.Zero ? period : Timeout.InfiniteTimeSpan;
                due = dueTime < TimeSpan.Zero ? null : clock.GetUtcNow() + dueTime;
                return Set();
            }
        }

        /// <summary>Waits anew, since the clock has changed.</summary>
        public void Arm()
        {
            lock (gate) Set();
        }

        public void Dispose()
        {
            lock (clock.gate) clock.alarms.Remove(this);
            timer.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private bool Set()
        {
            if (due is not { } at) return timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            var wait = Volatile.Read(ref clock.face).Wait(at, clock.Real.GetUtcNow());
            // The machine's timers take 49 days; who rings early waits for the rest. They count in milliseconds.
            if (wait > TimeSpan.FromDays(40)) wait = TimeSpan.FromDays(40);
            return timer.Change(TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds)),
                Timeout.InfiniteTimeSpan);
        }

        private void Ring()
        {
            lock (gate)
            {
                if (due is not { } at) return;
                if (clock.GetUtcNow() < at)
                {
                    Set();
                    return;
                }

                due = period == Timeout.InfiniteTimeSpan ? null : clock.GetUtcNow() + period;
                Set();
            }

            callback(state);
        }
    }
}
