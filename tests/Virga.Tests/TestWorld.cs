using Virga.Service;
using Virga.State;

namespace Virga.Tests;

/// <summary>
/// A World in memory with a stepped clock and seeded ids, checked after each change. Operations run on it as they are:
/// no server, no wire.
/// </summary>
internal sealed class TestWorld : IDisposable
{
    public const string Account = "123456789012";

    private readonly Timekeeper timekeeper;

    public TestWorld(Rules? rules = null, IJournal? journal = null, TestClock? clock = null)
    {
        Clock = clock ?? new();
        Store = new(journal ?? new RoundTripJournal(), Clock, rules ?? Rules.Default, seed: 42)
        {
            Check = made =>
            {
                if (ChecksInvariants) CheckInvariants(made);
            },
        };
        Store.Load();
        timekeeper = new(Store, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);
        Dispatcher = new(Store, new());
        Dispatcher.SeedAsync(Scope).AsTask().GetAwaiter().GetResult();
    }

    /// <summary>Off only where a test copies rows, which then share what must be unique.</summary>
    public bool ChecksInvariants { get; set; } = true;

    public TestClock Clock { get; }

    public Store Store { get; }

    public Dispatcher Dispatcher { get; }

    /// <summary>The account and region that operations run for.</summary>
    public Scope Scope { get; init; } = new(Account, "us-east-1");

    /// <summary>A view of the World as it is now.</summary>
    public WorldView View => Store.Read(Scope, Caller.System(Scope.Account));

    /// <summary>Runs an operation by its name, as the dispatcher does; gives its result shape.</summary>
    /// <exception cref="AwsException">What AWS would answer.</exception>
    public TOutput Run<TOutput>(string operation, object input, string service = "ec2")
    {
        var api = ServiceApi.Named(service)!;
        var output = Dispatcher.RunAsync(
            api, api.Find(operation)!, input, Scope, Caller.System(Scope.Account), default, _ => [], default);
        return (TOutput)output.AsTask().GetAwaiter().GetResult();
    }

    /// <summary>The code of the error that an operation answers.</summary>
    public AwsException Fail(string operation, object input, string service = "ec2") =>
        Assert.Throws<AwsException>(() => Run<object>(operation, input, service));

    /// <summary>Writes rows without an operation, to arrange a case.</summary>
    public void Arrange(Action<Change> change) => Store.Commit(Scope, change);

    /// <summary>Moves the clock and runs what is due.</summary>
    public void Step(TimeSpan by)
    {
        Clock.Advance(by);
        timekeeper.RunDue();
    }

    public void Dispose() => timekeeper.Dispose();

    private static void CheckInvariants(World world)
    {
        foreach (var scope in world.Partitions.Keys)
        {
            var at = new PublishedView(world, scope, Caller.System(scope.Account), default, Rules.Default);
            var wrong = Registry.CheckInvariants(at).ToList();
            Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        }
    }
}

/// <summary>A clock that moves only when told.</summary>
internal sealed class TestClock : TimeProvider
{
    private DateTimeOffset now = new(2026, 11, 21, 9, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => now;

    public void Advance(TimeSpan by) => now += by;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new NoTimer();

    /// <summary>Tests run what is due themselves.</summary>
    private sealed class NoTimer : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
