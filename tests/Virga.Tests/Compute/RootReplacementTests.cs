using Microsoft.Extensions.Logging.Abstractions;
using Virga.Compute;
using Virga.Ec2.Images;
using Virga.Ec2.Instances;
using Virga.Ec2.Volumes;
using Virga.Service.Control;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Tests.Compute;

/// <summary>The root of a machine is exchanged by its backend, and the World says what the backend did.</summary>
public sealed class RootReplacementTests : IAsyncLifetime
{
    private const string ImageId = "ami-0abc1234";
    private const string OtherId = "ami-0abc5678";

    private readonly TestWorld world = new(Rules.Default with { Backends = ["fake", "mock"], TransitionScale = 0 });
    private readonly FakeBackend backend = new();
    private readonly Reconciler reconciler;

    public RootReplacementTests()
    {
        reconciler = new(world.Store, [backend], NullLogger.Instance);
        reconciler.Start();
        reconciler.Images("fake",
        [
            new HostImage(ImageId, ImageId, "first:1", "x86_64", default, 1 << 30),
            new HostImage(OtherId, OtherId, "other:1", "x86_64", default, 1 << 30),
        ]);
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_root_of_another_image_takes_the_place_of_the_old_and_all_else_stays()
    {
        var before = await LaunchAsync();

        var task = Replace(before.InstanceId!, image: OtherId);
        await UntilAsync(() => StateOf(task) == "succeeded");

        Assert.Equal("other:1", backend.Replaced!.Image);
        Assert.Equal(before.PrivateIpAddress, backend.Replaced.Interfaces[0].Address);
        var after = Describe(before.InstanceId!);
        Assert.Equal((OtherId, "running", before.PrivateIpAddress, before.LaunchTime),
            (after.ImageId, after.State!.Name, after.PrivateIpAddress, after.LaunchTime));
        Assert.NotEqual(RootOf(before), RootOf(after));
        Assert.Null(world.View.Find<VolumeRow>(RootOf(before)));
        Assert.Equal("other:1", world.View.Get<InstanceRow>(before.InstanceId!).BackendImage);
    }

    [Fact]
    public async Task What_the_backend_cannot_do_fails_the_task_and_nothing_else()
    {
        var before = await LaunchAsync();
        backend.Refusal = new MachineException("Server.InternalError", "no such image");

        var task = Replace(before.InstanceId!);
        await UntilAsync(() => StateOf(task) == "failed");

        var after = Describe(before.InstanceId!);
        Assert.Equal(("running", RootOf(before)), (after.State!.Name, RootOf(after)));
    }

    [Fact]
    public async Task What_cannot_be_true_is_refused()
    {
        var instance = (await LaunchAsync()).InstanceId!;
        string Refused(CreateReplaceRootVolumeTaskRequest request)
        {
            request.InstanceId = instance;
            return world.Fail("CreateReplaceRootVolumeTask", request).Code;
        }

        Assert.Equal("UnsupportedOperation", Refused(new() { DeleteReplacedRootVolume = false }));
        Assert.Equal("InvalidParameterValue", Refused(new() { ImageId = "ami-ubuntu2204" }));
        var volume = world.Run<Volume>(
            "CreateVolume", new CreateVolumeRequest { Size = 1, AvailabilityZone = "us-east-1a" }).VolumeId!;
        var snapshot = world.Run<Snapshot>(
            "CreateSnapshot", new CreateSnapshotRequest { VolumeId = volume }).SnapshotId!;
        Assert.Equal("UnsupportedOperation", Refused(new() { SnapshotId = snapshot }));
        backend.IsHeld = true;
        var task = Replace(instance);
        Assert.Equal("IncorrectState", Refused(new()));
        world.Run<object>("TerminateInstances", new TerminateInstancesRequest { InstanceIds = [instance] });
        backend.IsHeld = false;
        await UntilAsync(() => StateOf(task) is "failed" or "succeeded"
            && world.View.Get<InstanceRow>(instance).State == "terminated");
    }

    public async ValueTask DisposeAsync()
    {
        await reconciler.DisposeAsync();
        world.Dispose();
    }

    private async Task<Instance> LaunchAsync()
    {
        var id = world.Run<Reservation>("RunInstances", new RunInstancesRequest
        {
            ImageId = ImageId, InstanceType = "t3.micro", MinCount = 1, MaxCount = 1,
        }).Instances![0].InstanceId!;
        await UntilAsync(() => world.View.Find<InstanceRow>(id)!.State == "running");
        return Describe(id);
    }

    private string Replace(string instance, string? image = null) => world.Run<CreateReplaceRootVolumeTaskResult>(
        "CreateReplaceRootVolumeTask",
        new CreateReplaceRootVolumeTaskRequest { InstanceId = instance, ImageId = image })
        .ReplaceRootVolumeTask!.ReplaceRootVolumeTaskId!;

    private string? StateOf(string task) => world.View.Get<ReplaceRootVolumeTaskRow>(task).State;

    private Instance Describe(string id) => world.Run<DescribeInstancesResult>(
        "DescribeInstances", new DescribeInstancesRequest { InstanceIds = [id] }).Reservations![0].Instances![0];

    private static string RootOf(Instance instance) => instance.BlockDeviceMappings!
        .Find(one => one.DeviceName == instance.RootDeviceName)!.Ebs!.VolumeId!;

    private static async Task UntilAsync(Func<bool> isSo)
    {
        for (var i = 0; !isSo(); i++)
        {
            Assert.True(i < 1_000, "not in 10 s");
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>A backend that exchanges roots, or refuses to, or takes its time.</summary>
    private sealed class FakeBackend : IBackend, IRootReplacement
    {
        public string Name => "fake";

        public PartHealth Health => new(Name, "running", "");

        public MachineException? Refusal { get; set; }

        public bool IsHeld { get; set; }

        public Machine? Replaced { get; private set; }

        public void Start(IMachineObserver observer)
        {
        }

        public Task<MachineFacts> ConvergeAsync(Machine machine, CancellationToken cancellation) =>
            Task.FromResult(new MachineFacts());

        public async Task<MachineFacts> ReplaceRootAsync(Machine machine, CancellationToken cancellation)
        {
            while (IsHeld) await Task.Delay(10, cancellation);
            if (Refusal is not null) throw Refusal;
            Replaced = machine;
            return new();
        }

        public Task SweepAsync(Func<IReadOnlySet<string>> wanted, CancellationToken cancellation) => Task.CompletedTask;

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
