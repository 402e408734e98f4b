using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Virga.Compute;
using Virga.Ec2.Images;
using Virga.Ec2.Instances;
using Virga.Service.Control;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Tests.Compute;

public sealed class ReconcilerTests
{
    private const string ImageId = "ami-0abc1234";

    [Fact]
    public async Task A_worker_rests_when_its_instance_has_ended()
    {
        using var world = new TestWorld(Rules.Default with { Backends = ["fake", "mock"] });
        var log = new Warnings();
        await using var reconciler = new Reconciler(world.Store, [new FakeBackend()], log);
        var id = await LaunchAsync(world, reconciler);

        world.Run<TerminateInstancesResult>("TerminateInstances", new TerminateInstancesRequest { InstanceIds = [id] });
        await UntilAsync(world, id, InstanceStateName.Terminated);
        await Task.Delay(100, TestContext.Current.CancellationToken);       // what it does once more, it does at once

        Assert.Empty(log.Messages);
    }

    [Fact]
    public async Task Who_needs_the_images_of_the_host_waits_at_the_start_until_they_are_known()
    {
        using var world = new TestWorld(Rules.Default with { Backends = ["fake", "mock"] });
        var backend = new FakeBackend { State = PartHealth.Starting };
        await using var reconciler = new Reconciler(world.Store, [backend], new Warnings());
        var machines = new Machines(reconciler);

        var settled = machines.SettledAsync(TestContext.Current.CancellationToken).AsTask();
        await Task.Delay(50, TestContext.Current.CancellationToken);
        Assert.False(settled.IsCompleted);
        backend.State = "running";
        await settled;

        // One that begins anew later holds nothing up.
        backend.State = PartHealth.Starting;
        Assert.True(machines.SettledAsync(TestContext.Current.CancellationToken).AsTask().IsCompletedSuccessfully);
    }

    [Fact]
    public async Task A_failure_of_what_is_not_wanted_any_more_is_not_the_end_of_what_is()
    {
        using var world = new TestWorld(Rules.Default with { Backends = ["fake", "mock"] });
        var backend = new FakeBackend();
        await using var reconciler = new Reconciler(world.Store, [backend], new Warnings());
        var id = await LaunchAsync(world, reconciler);

        var (begun, released) = (new TaskCompletionSource(), new TaskCompletionSource());
        backend.Meanwhile = async machine =>
        {
            if (machine.Desired != Power.Running) return;
            begun.TrySetResult();
            await released.Task;
            throw new MachineException("Server.InternalError", "it broke");
        };
        world.Run<RebootInstancesResult>("RebootInstances", new RebootInstancesRequest { InstanceIds = [id] });
        await begun.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        world.Run<TerminateInstancesResult>("TerminateInstances", new TerminateInstancesRequest { InstanceIds = [id] });
        released.SetResult();

        await UntilAsync(world, id, InstanceStateName.Terminated);
    }

    /// <summary>What is told of as stopped must not run on.</summary>
    [Fact]
    public async Task A_running_machine_that_cannot_be_what_it_should_be_is_stopped_first()
    {
        using var world = new TestWorld(Rules.Default with { Backends = ["fake", "mock"] });
        var backend = new FakeBackend();
        await using var reconciler = new Reconciler(world.Store, [backend], new Warnings());
        var id = await LaunchAsync(world, reconciler);
        var released = new TaskCompletionSource();
        backend.Meanwhile = machine => machine.Desired == Power.Running
            ? throw new MachineException("Server.InternalError", "it broke")
            : released.Task;

        world.Run<RebootInstancesResult>("RebootInstances", new RebootInstancesRequest { InstanceIds = [id] });

        await UntilAsync(world, id, InstanceStateName.Stopping);
        released.SetResult();
        await UntilAsync(world, id, InstanceStateName.Stopped);
        Assert.Equal("Server.InternalError: it broke", world.View.Get<InstanceRow>(id).StateReasonMessage);
    }

    [Fact]
    public async Task What_can_not_even_be_stopped_is_not_tried_for_ever()
    {
        using var world = new TestWorld(Rules.Default with { Backends = ["fake", "mock"] });
        var backend = new FakeBackend();
        await using var reconciler = new Reconciler(world.Store, [backend], new Warnings());
        var id = await LaunchAsync(world, reconciler);
        backend.Meanwhile = _ => throw new MachineException("Server.InternalError", "it broke");

        world.Run<RebootInstancesResult>("RebootInstances", new RebootInstancesRequest { InstanceIds = [id] });

        await UntilAsync(world, id, InstanceStateName.Stopped);
    }

    [Fact]
    public async Task A_stopped_machine_that_somebody_started_is_stopped_again()
    {
        using var world = new TestWorld(Rules.Default with { Backends = ["fake", "mock"] });
        var backend = new FakeBackend();
        await using var reconciler = new Reconciler(world.Store, [backend], new Warnings());
        var id = await LaunchAsync(world, reconciler);
        reconciler.Seen(id, Power.Running, isGuestInitiated: false);
        world.Run<StopInstancesResult>("StopInstances", new StopInstancesRequest { InstanceIds = [id] });
        await UntilAsync(world, id, InstanceStateName.Stopped);
        var stops = new TaskCompletionSource();
        backend.Meanwhile = machine =>
        {
            if (machine.Desired == Power.Stopped) stops.TrySetResult();
            return Task.CompletedTask;
        };

        reconciler.Seen(id, Power.Running, isGuestInitiated: false);

        await stops.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
    }

    private static async Task<string> LaunchAsync(TestWorld world, Reconciler reconciler)
    {
        reconciler.Start();
        reconciler.Images("fake", [new HostImage(ImageId, ImageId, ImageId, "x86_64", default, 1 << 30)]);
        var id = world.Run<Reservation>("RunInstances", new RunInstancesRequest
        {
            ImageId = ImageId, InstanceType = "t3.micro", MinCount = 1, MaxCount = 1,
        }).Instances![0].InstanceId!;
        await UntilAsync(world, id, InstanceStateName.Running);
        return id;
    }

    private static async Task UntilAsync(TestWorld world, string id, string state)
    {
        for (var i = 0; world.View.Find<InstanceRow>(id)?.State != state; i++)
        {
            Assert.True(i < 500, $"not {state} after 5 s");
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Brings every machine at once to whatever it should be.</summary>
    private sealed class FakeBackend : IBackend
    {
        public string Name => "fake";

        public PartHealth Health => new(Name, State, "");

        public string State { get; set; } = "running";

        public void Start(IMachineObserver observer)
        {
        }

        /// <summary>What happens to a machine before it is as it should be.</summary>
        public Func<Machine, Task>? Meanwhile { get; set; }

        public async Task<MachineFacts> ConvergeAsync(Machine machine, CancellationToken cancellation)
        {
            if (Meanwhile is { } happens) await happens(machine);
            return new MachineFacts();
        }

        public Task SweepAsync(Func<IReadOnlySet<string>> wanted, CancellationToken cancellation) => Task.CompletedTask;

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    /// <summary>Keeps what is logged as a warning or worse.</summary>
    private sealed class Warnings : ILogger
    {
        public ConcurrentQueue<string> Messages { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel)) Messages.Enqueue($"{formatter(state, exception)} {exception?.Message}");
        }
    }
}
