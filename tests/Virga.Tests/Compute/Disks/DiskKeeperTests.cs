using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Virga.Compute;
using Virga.Compute.Disks;
using Virga.Ec2.Instances;
using Virga.Ec2.RecycleBins;
using Virga.Ec2.Volumes;
using Virga.Service.Control;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Tests.Compute.Disks;

public sealed class DiskKeeperTests : IAsyncLifetime
{
    private const string ImageId = "ami-0abc1234";
    private const string Zone = "us-east-1a";

    private readonly string directory = Directory.CreateTempSubdirectory("virga-keeper").FullName;
    private readonly TestWorld world = new(Rules.Default with
    {
        Backends = ["fake", "mock"], DiskBackends = ["fake"], TransitionScale = 0,
    });
    private readonly FakeBackend backend = new();
    private readonly DiskStore disks;
    private readonly Reconciler reconciler;
    private readonly DiskKeeper keeper;

    public DiskKeeperTests()
    {
        disks = new(Path.Combine(directory, "disks"));
        disks.Open();
        reconciler = new(world.Store, [backend], NullLogger.Instance);
        keeper = new(
            world.Store, disks, new(world.Store, disks, reconciler, NullLogger.Instance), NullLogger.Instance);
        keeper.Start();
        reconciler.Start();
        reconciler.Images("fake", [new HostImage(ImageId, ImageId, ImageId, "x86_64", default, 1 << 30)]);
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task An_attachment_is_attached_when_the_machine_has_it_and_busy_while_its_guest_holds_it()
    {
        var (instance, volume) = await AttachedAsync();

        backend.Held = [volume];
        world.Run<VolumeAttachment>("DetachVolume", new DetachVolumeRequest { VolumeId = volume });
        await UntilAsync(() => Row(volume).Attachments is [{ State: "busy" }]);
        backend.Held = [];
        world.Run<VolumeAttachment>("DetachVolume", new DetachVolumeRequest { VolumeId = volume, Force = true });
        await UntilAsync(() => Row(volume) is { State: "available", Attachments: [] });

        Assert.Equal(instance, backend.Last!.InstanceId);
    }

    [Fact]
    public async Task A_snapshot_is_taken_while_the_machine_is_held_and_its_volume_has_the_bytes()
    {
        var (_, volume) = await AttachedAsync();
        await WriteAsync(volume, "data");

        var snapshot = world.Run<Snapshot>(
            "CreateSnapshot", new CreateSnapshotRequest { VolumeId = volume }).SnapshotId!;
        await UntilAsync(() => world.View.Find<Virga.Ec2.Snapshots.SnapshotRow>(snapshot)!.State == "completed");
        var copy = world.Run<Volume>(
            "CreateVolume", new CreateVolumeRequest { SnapshotId = snapshot, AvailabilityZone = Zone }).VolumeId!;
        await UntilAsync(() => Row(copy).State == "available");

        Assert.Equal(1, backend.Holds);
        var head = new byte[4];
        await using var file = File.OpenRead(disks.PathOf(copy));
        await file.ReadExactlyAsync(head, TestContext.Current.CancellationToken);
        Assert.Equal("data", Encoding.ASCII.GetString(head));
    }

    [Fact]
    public async Task Bytes_go_with_their_row()
    {
        var (instance, volume) = await AttachedAsync();
        await WriteAsync(volume, "data");
        var snapshot = world.Run<Snapshot>(
            "CreateSnapshot", new CreateSnapshotRequest { VolumeId = volume }).SnapshotId!;
        await UntilAsync(() => disks.Has(snapshot));
        await UntilAsync(() => world.View.Find<Virga.Ec2.Snapshots.SnapshotRow>(snapshot)!.State == "completed");

        world.Run<object>("TerminateInstances", new TerminateInstancesRequest { InstanceIds = [instance] });
        await UntilAsync(() => Row(volume).State == "available");
        world.Run<object>("DeleteVolume", new DeleteVolumeRequest { VolumeId = volume });
        world.Run<object>("DeleteSnapshot", new DeleteSnapshotRequest { SnapshotId = snapshot });

        await UntilAsync(() => !disks.Has(volume) && !disks.Has(snapshot));
    }

    [Fact]
    public void Nothing_is_written_for_a_volume_that_no_machine_ever_had()
    {
        var volume = world.Run<Volume>(
            "CreateVolume", new CreateVolumeRequest { Size = 1, AvailabilityZone = Zone }).VolumeId!;
        var snapshot = world.Run<Snapshot>("CreateSnapshot", new CreateSnapshotRequest { VolumeId = volume });

        Assert.Equal("completed", world.View.Find<Virga.Ec2.Snapshots.SnapshotRow>(snapshot.SnapshotId)!.State);
        Assert.Empty(Directory.EnumerateFiles(disks.Directory));
    }

    [Fact]
    public async Task A_copy_of_a_volume_has_its_bytes_and_keeps_them()
    {
        var (instance, volume) = await AttachedAsync();
        await WriteAsync(volume, "data");
        Assert.Equal("UnsupportedOperation", world.Fail(
            "CopyVolumes", new CopyVolumesRequest { SourceVolumeId = volume }).Code);
        world.Run<object>("TerminateInstances", new TerminateInstancesRequest { InstanceIds = [instance] });
        await UntilAsync(() => Row(volume).State == "available");

        var copy = world.Run<CopyVolumesResult>(
            "CopyVolumes", new CopyVolumesRequest { SourceVolumeId = volume }).Volumes![0].VolumeId!;
        await UntilAsync(() => Row(copy).State == "available");
        world.Run<object>("DeleteVolume", new DeleteVolumeRequest { VolumeId = volume });
        await UntilAsync(() => !disks.Has(volume));

        Assert.Equal("data", await HeadAsync(copy));
    }

    [Fact]
    public async Task Bytes_stay_while_their_row_is_in_the_recycle_bin()
    {
        var (_, volume) = await AttachedAsync();
        await WriteAsync(volume, "data");
        var kept = await SnapshotAsync(volume);
        var other = await SnapshotAsync(volume);
        Recycle(kept);
        world.Run<object>("DeleteSnapshot", new DeleteSnapshotRequest { SnapshotId = other });
        await UntilAsync(() => !disks.Has(other));

        Assert.Equal("data", await HeadAsync(kept));
        world.Run<object>(
            "RestoreSnapshotFromRecycleBin", new RestoreSnapshotFromRecycleBinRequest { SnapshotId = kept });
        Assert.Equal("completed", world.View.Get<Virga.Ec2.Snapshots.SnapshotRow>(kept).State);
        Recycle(kept);
        world.Arrange(change => change.Remove<RecycledRow>(kept));
        await UntilAsync(() => !disks.Has(kept));
    }

    public async ValueTask DisposeAsync()
    {
        await keeper.DisposeAsync();
        await reconciler.DisposeAsync();
        world.Dispose();
        Directory.Delete(directory, recursive: true);
    }

    private async Task<(string Instance, string Volume)> AttachedAsync()
    {
        var instance = world.Run<Reservation>("RunInstances", new RunInstancesRequest
        {
            ImageId = ImageId, InstanceType = "t3.micro", MinCount = 1, MaxCount = 1,
            Placement = new() { AvailabilityZone = Zone },
        }).Instances![0].InstanceId!;
        await UntilAsync(() => world.View.Find<InstanceRow>(instance)!.State == "running");
        var volume = world.Run<Volume>(
            "CreateVolume", new CreateVolumeRequest { Size = 1, AvailabilityZone = Zone }).VolumeId!;
        world.Run<VolumeAttachment>("AttachVolume", new AttachVolumeRequest
        {
            VolumeId = volume, InstanceId = instance, Device = "/dev/sdf",
        });
        await UntilAsync(() => Row(volume).Attachments is [{ State: "attached" }]);
        return (instance, volume);
    }

    private async Task<string> SnapshotAsync(string volume)
    {
        var id = world.Run<Snapshot>("CreateSnapshot", new CreateSnapshotRequest { VolumeId = volume }).SnapshotId!;
        await UntilAsync(() => world.View.Get<Virga.Ec2.Snapshots.SnapshotRow>(id).State == "completed");
        return id;
    }

    private void Recycle(string snapshot) => world.Arrange(change =>
    {
        var row = change.Get<Virga.Ec2.Snapshots.SnapshotRow>(snapshot);
        change.Remove<Virga.Ec2.Snapshots.SnapshotRow>(snapshot);
        change.Put(new RecycledRow(snapshot)
        {
            Snapshot = row, Tags = new(StringComparer.Ordinal), EnteredAt = change.Now, ExitsAt = change.Now.AddDays(1),
        });
    });

    private async Task<string> HeadAsync(string id)
    {
        var head = new byte[4];
        await using var file = File.OpenRead(disks.PathOf(id));
        await file.ReadExactlyAsync(head, TestContext.Current.CancellationToken);
        return Encoding.ASCII.GetString(head);
    }

    private async Task WriteAsync(string volume, string text)
    {
        var path = await disks.EnsureAsync(volume, 1, null, TestContext.Current.CancellationToken);
        await using var file = File.OpenWrite(path);
        await file.WriteAsync(Encoding.ASCII.GetBytes(text));
    }

    private VolumeRow Row(string volume) => world.View.Find<VolumeRow>(volume)!;

    private static async Task UntilAsync(Func<bool> isSo)
    {
        for (var i = 0; !isSo(); i++)
        {
            Assert.True(i < 1_000, "not in 10 s");
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>A backend whose guests hold what they are told to.</summary>
    private sealed class FakeBackend : IBackend, IMachineHold
    {
        public string Name => "fake";

        public PartHealth Health => new(Name, "running", "");

        public IReadOnlyList<string> Held { get; set; } = [];

        public Machine? Last { get; private set; }

        public int Holds { get; private set; }

        public void Start(IMachineObserver observer)
        {
        }

        public Task<MachineFacts> ConvergeAsync(Machine machine, CancellationToken cancellation)
        {
            Last = machine;
            return Task.FromResult(new MachineFacts { HeldVolumeIds = Held });
        }

        public Task SweepAsync(Func<IReadOnlySet<string>> wanted, CancellationToken cancellation) => Task.CompletedTask;

        public async Task HoldAsync(
            string instanceId, Func<CancellationToken, Task> work, CancellationToken cancellation)
        {
            Holds++;
            await work(cancellation);
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
