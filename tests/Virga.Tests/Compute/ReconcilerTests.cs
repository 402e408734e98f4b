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
        reconciler.Start();
        reconciler.Images("fake", [new HostImage(ImageId, ImageId, ImageId, "x86_64", default, 1 << 30)]);
        var id = world.Run<Reservation>("RunInstances", new RunInstancesRequest
        {
            ImageId = ImageId, InstanceType = "t3.micro", MinCount = 1, MaxCount = 1,
        }).Instances![0].InstanceId!;
        await UntilAsync(world, id, InstanceStateName.Running);

        world.Run<TerminateInstancesResult>("TerminateInstances", new TerminateInstancesRequest { InstanceIds = [id] });
        await UntilAsync(world, id, InstanceStateName.Terminated);
        await Task.Delay(100, TestContext.Current.CancellationToken);       // what it does once more, it does at once

        Assert.Empty(log.Messages);
    }

    [Fact]
    public async Task A_failure_of_what_is_not_wanted_any_more_is_not_the_end_of_what_is()
    {
        using var world = new TestWorld(Rules.Default with { Backends = ["fake", "mock"] });
        var backend = new FakeBackend();
        await using var reconciler = new Reconciler(world.Store, [backend], new Warnings());
        reconciler.Start();
        reconciler.Images("fake", [new HostImage(ImageId, ImageId, ImageId, "x86_64", default, 1 << 30)]);
        var id = world.Run<Reservation>("RunInstances", new RunInstancesRequest
        {
            ImageId = ImageId, InstanceType = "t3.micro", MinCount = 1, MaxCount = 1,
        }).Instances![0].InstanceId!;
        await UntilAsync(world, id, InstanceStateName.Running);

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

        public PartHealth Health => new(Name, "running", "");

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

        public Task SweepAsync(IReadOnlySet<string> instanceIds, CancellationToken cancellation) => Task.CompletedTask;

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
