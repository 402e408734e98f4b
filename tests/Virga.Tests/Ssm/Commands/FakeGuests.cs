using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using Virga.Compute;
using Virga.Ec2.Images;
using Virga.Ec2.Instances;
using Virga.Service;
using Virga.Service.Control;
using Virga.Ssm.Commands;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Tests.Ssm.Commands;

/// <summary>A World whose instances run on a backend that runs commands as the test says.</summary>
internal sealed class FakeGuests : IAsyncDisposable
{
    private const string ImageId = "ami-0abc1234";

    private readonly Reconciler reconciler;
    private readonly CommandRuns runs;

    public FakeGuests()
    {
        World = new(Rules.Default with { Backends = ["fake", "mock"] });
        reconciler = new(World.Store, [Backend], NullLogger.Instance);
        var machines = new Machines(reconciler);
        World.Dispatcher.Outside.Machines = machines;
        runs = new(World.Store, machines, NullLogger.Instance);
        reconciler.Start();
        runs.Start();
        reconciler.Images("fake", [new HostImage(ImageId, ImageId, ImageId, "x86_64", default, 1 << 30)]);
    }

    public TestWorld World { get; }

    public FakeBackend Backend { get; } = new();

    /// <summary>Launches instances that run.</summary>
    public async Task<List<string>> LaunchAsync(int count, string? tag = null)
    {
        var ids = World.Run<Reservation>("RunInstances", new RunInstancesRequest
        {
            ImageId = ImageId, InstanceType = "t3.micro", MinCount = count, MaxCount = count,
            TagSpecifications = tag is null
                ? null
                : [new() { ResourceType = "instance", Tags = [new() { Key = "role", Value = tag }] }],
        }).Instances!.Select(one => one.InstanceId!).ToList();
        await UntilAsync(() => ids.TrueForAll(
            id => World.View.Find<InstanceRow>(id)?.State == InstanceStateName.Running));
        return ids;
    }

    public static async Task UntilAsync(Func<bool> holds)
    {
        for (var i = 0; !holds(); i++)
        {
            Assert.True(i < 1_500, "not so after 15 s");
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await runs.DisposeAsync();
        await reconciler.DisposeAsync();
        World.Dispose();
    }

    /// <summary>Machines that are at once what they should be, and answer scripts as they are told.</summary>
    internal sealed class FakeBackend : IBackend, ICommandRunner
    {
        public string Name => "fake";

        public PartHealth Health => new(Name, "running", "");

        /// <summary>Every script that was run, with its instance.</summary>
        public ConcurrentQueue<(string InstanceId, string Script)> Scripts { get; } = [];

        /// <summary>What a script comes to.</summary>
        public Func<string, string, Task<CommandOutcome>> Answer { get; set; } =
            (_, _) => Task.FromResult(new CommandOutcome(0, "", ""));

        /// <summary>Whether something in an instance takes commands.</summary>
        public Func<string, bool> Reachable { get; set; } = _ => true;

        public bool IsReachable(string instanceId) => Reachable(instanceId);

        public Task<CommandOutcome> RunAsync(string instanceId, string script, CancellationToken cancellation)
        {
            Scripts.Enqueue((instanceId, script));
            return Answer(instanceId, script).WaitAsync(cancellation);
        }

        public void Start(IMachineObserver observer)
        {
        }

        public Task<MachineFacts> ConvergeAsync(Machine machine, CancellationToken cancellation) =>
            Task.FromResult(new MachineFacts());

        public Task SweepAsync(Func<IReadOnlySet<string>> wanted, CancellationToken cancellation) => Task.CompletedTask;

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
