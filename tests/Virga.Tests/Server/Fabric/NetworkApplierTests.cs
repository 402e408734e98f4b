using Microsoft.Extensions.Logging.Abstractions;
using Virga.Fabric.Driver;
using Virga.Fabric.Protocol;
using Virga.Network;
using Virga.Server.Fabric;
using Virga.Tests.Network;

namespace Virga.Tests.Server.Fabric;

/// <summary>Rounds of the applier against a driver that is told what to do.</summary>
public sealed class NetworkApplierTests : IAsyncDisposable
{
    private readonly FakeDriver driver = new();
    private readonly NetworkApplier applier;
    private FabricState desired = FabricState.Empty;

    public NetworkApplierTests() => applier = new(
        driver, () => desired, _ => Task.FromResult(ValueList<FabricFault>.Empty), TimeProvider.System,
        NullLogger.Instance);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_state_that_is_in_force_is_not_given_again()
    {
        desired = new Topology().Vpc("vpc-1", "10.0.0.0/16").State;
        var applied = await applier.ApplyAsync(Cancellation);
        var again = await applier.ApplyAsync(Cancellation);

        Assert.Equal("vpc-1", Assert.Single(applied.State.Vpcs).Id);
        Assert.Same(applied, again);
        Assert.Equal(1, driver.Rounds);

        applier.Doubt();
        await applier.ApplyAsync(Cancellation);
        Assert.True(driver.Rounds >= 2);
    }

    [Fact]
    public async Task Wishes_during_a_round_are_one_round_together()
    {
        driver.Gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
        desired = new Topology().Vpc("vpc-1", "10.0.0.0/16").State;
        var first = applier.ApplyAsync(Cancellation);
        while (driver.Rounds == 0) await Task.Delay(1, Cancellation);
        desired = new Topology().Vpc("vpc-2", "10.0.0.0/16").State;
        var others = Enumerable.Range(0, 100).Select(_ => applier.ApplyAsync(Cancellation)).ToList();
        driver.Gate.SetResult();

        Assert.Equal("vpc-1", (await first).State.Vpcs[0].Id);
        foreach (var other in others) Assert.Equal("vpc-2", (await other).State.Vpcs[0].Id);
        Assert.Equal(2, driver.Rounds);
    }

    [Fact]
    public async Task An_agent_that_is_away_and_a_fault_are_tried_again()
    {
        driver.IsAway = true;
        desired = new Topology().Vpc("vpc-1", "10.0.0.0/16").State;
        await Assert.ThrowsAsync<IOException>(() => applier.ApplyAsync(Cancellation));
        Assert.Empty(applier.Last.State.Vpcs);

        driver.Faults = [new FabricFault("vpc-1", "no")];
        driver.IsAway = false;
        await UntilAsync(() => applier.Last.Faults.Count == 1);
        driver.Faults = [];
        await UntilAsync(() => applier.Last.Faults.Count == 0);
        Assert.Equal("vpc-1", Assert.Single(applier.Last.State.Vpcs).Id);
    }

    public async ValueTask DisposeAsync() => await applier.DisposeAsync();

    private static async Task UntilAsync(Func<bool> isSo)
    {
        for (var i = 0; !isSo(); i++)
        {
            Assert.True(i < 1_000, "it did not come to be in 10 s");
            await Task.Delay(10, Cancellation);
        }
    }

    private sealed class FakeDriver : IFabricDriver
    {
        private int rounds;

        public int Rounds => Volatile.Read(ref rounds);

        public TaskCompletionSource? Gate { get; set; }

        public bool IsAway { get; set; }

        public ValueList<FabricFault> Faults { get; set; } = [];

        public Task<FabricCapabilities> ProbeAsync(CancellationToken cancellation) => throw new NotSupportedException();

        public async Task<ValueList<FabricFault>> ApplyAsync(FabricState state, CancellationToken cancellation)
        {
            Interlocked.Increment(ref rounds);
            if (Gate is not null) await Gate.Task;
            return IsAway ? throw new IOException("away") : Faults;
        }

        public Task<Stream> DialAsync(FabricDial dial, CancellationToken cancellation) =>
            throw new NotSupportedException();

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
