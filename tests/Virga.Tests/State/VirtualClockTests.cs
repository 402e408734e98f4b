using Virga.State;
using Virga.Tests.Metadata;

namespace Virga.Tests.State;

/// <summary>A clock that jumps and hurries, and the timers that follow it.</summary>
public sealed class VirtualClockTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public void It_jumps_and_goes_on_at_the_machines_pace()
    {
        var real = new ManualClock();
        var clock = new VirtualClock(real);
        Assert.Equal(real.GetUtcNow(), clock.GetUtcNow());
        clock.Advance(TimeSpan.FromMinutes(2), TimeSpan.Zero);
        Assert.Equal(ManualClock.Start.AddMinutes(2), clock.GetUtcNow());
        real.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(ManualClock.Start.AddSeconds(123), clock.GetUtcNow());
        clock.Advance(TimeSpan.FromHours(1), TimeSpan.Zero);
        Assert.Equal(ManualClock.Start.AddSeconds(3_723), clock.GetUtcNow());
        Assert.Equal(ManualClock.Start.AddSeconds(3), clock.Real.GetUtcNow());
    }

    [Fact]
    public void It_lets_two_minutes_pass_in_a_second()
    {
        var real = new ManualClock();
        var clock = new VirtualClock(real);
        clock.Advance(TimeSpan.FromSeconds(120), TimeSpan.FromSeconds(1));
        Assert.Equal(ManualClock.Start, clock.GetUtcNow());
        real.Advance(TimeSpan.FromSeconds(0.5));
        Assert.Equal(ManualClock.Start.AddSeconds(60), clock.GetUtcNow());
        real.Advance(TimeSpan.FromSeconds(0.5));
        Assert.Equal(ManualClock.Start.AddSeconds(120), clock.GetUtcNow());
        real.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(ManualClock.Start.AddSeconds(125), clock.GetUtcNow());
    }

    [Fact]
    public void It_never_goes_back_nor_slows_down()
    {
        var clock = new VirtualClock(new ManualClock());
        Assert.Throws<ArgumentOutOfRangeException>(() => clock.Advance(TimeSpan.FromSeconds(-1), TimeSpan.Zero));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => clock.Advance(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2)));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => clock.Advance(VirtualClock.MostAhead + TimeSpan.FromDays(1), TimeSpan.Zero));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Timers_follow_it(double overSeconds)
    {
        var clock = new VirtualClock(TimeProvider.System);
        var rung = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var timer = clock.CreateTimer(
            _ => rung.TrySetResult(), null, TimeSpan.FromHours(1), Timeout.InfiniteTimeSpan);
        var due = clock.GetUtcNow().AddHours(1);
        clock.Advance(TimeSpan.FromMinutes(59), TimeSpan.Zero);
        Assert.False(rung.Task.IsCompleted);
        clock.Advance(TimeSpan.FromMinutes(2), TimeSpan.FromSeconds(overSeconds));
        await rung.Task.WaitAsync(Patience);
        Assert.True(clock.GetUtcNow() >= due);
    }

    [Fact]
    public async Task A_timer_with_a_period_rings_again()
    {
        var clock = new VirtualClock(TimeProvider.System);
        var rings = new SemaphoreSlim(0);
        await using var timer = clock.CreateTimer(
            _ => rings.Release(), null, TimeSpan.FromHours(1), TimeSpan.FromHours(1));
        for (var i = 0; i < 3; i++)
        {
            clock.Advance(TimeSpan.FromHours(1) + TimeSpan.FromSeconds(1), TimeSpan.Zero);
            Assert.True(await rings.WaitAsync(Patience));
        }
    }
}
