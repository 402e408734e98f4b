using Virga.Ec2.Instances;
using Virga.Ec2.Volumes;
using Virga.Wire.Ec2;

namespace Virga.Tests.Ec2.Snapshots;

/// <summary>Locks, tiers, fast restores, copies of volumes and new roots.</summary>
public sealed class SnapshotStorageTests : IDisposable
{
    private readonly TestWorld world = new();

    [Fact]
    public void A_locked_snapshot_stays_until_its_lock_ends()
    {
        var id = NewSnapshot();
        Lock(id, "governance", days: 2);
        Assert.Equal("OperationNotPermitted", Fail("DeleteSnapshot", new DeleteSnapshotRequest { SnapshotId = id }));
        world.Run<object>("UnlockSnapshot", new UnlockSnapshotRequest { SnapshotId = id });

        var cooling = world.Run<LockSnapshotResult>("LockSnapshot", new LockSnapshotRequest
        {
            SnapshotId = id, LockMode = "compliance", LockDuration = 2, CoolOffPeriod = 1,
        });
        Assert.Equal("compliance-cooloff", cooling.LockState);
        world.Step(TimeSpan.FromHours(2));
        Assert.Equal("OperationNotPermitted", Fail("UnlockSnapshot", new UnlockSnapshotRequest { SnapshotId = id }));
        Assert.Equal("compliance", Assert.Single(world.Run<DescribeLockedSnapshotsResult>(
            "DescribeLockedSnapshots", new DescribeLockedSnapshotsRequest()).Snapshots!).LockState);
        world.Step(TimeSpan.FromDays(2));
        world.Run<object>("DeleteSnapshot", new DeleteSnapshotRequest { SnapshotId = id });
    }

    [Fact]
    public void An_archived_snapshot_makes_no_volumes_until_it_is_restored_for_some_days()
    {
        var id = NewSnapshot();
        world.Run<object>("ModifySnapshotTier", new ModifySnapshotTierRequest { SnapshotId = id });
        Assert.Equal("archival-in-progress", Tier().LastTieringOperationStatus);
        world.Step(TimeSpan.FromSeconds(3));
        Assert.Equal(("archive", "archival-completed"), (Tier().StorageTier, Tier().LastTieringOperationStatus));
        Assert.Equal("IncorrectState", Fail("CreateVolume", OfSnapshot(id)));

        world.Run<object>("RestoreSnapshotTier", new RestoreSnapshotTierRequest
        {
            SnapshotId = id, TemporaryRestoreDays = 5,
        });
        world.Step(TimeSpan.FromSeconds(3));
        Assert.NotNull(Tier().RestoreExpiryTime);
        world.Run<Volume>("CreateVolume", OfSnapshot(id));
        world.Step(TimeSpan.FromDays(6));
        Assert.Equal("archive", Tier().StorageTier);
        Assert.Equal("IncorrectState", Fail("CreateVolume", OfSnapshot(id)));
    }

    [Theory]
    [InlineData("docker", true)]
    [InlineData("mock", false)]
    public void A_snapshot_of_a_containers_root_says_that_it_holds_no_bytes_and_so_does_its_copy(
        string backend, bool isSaid)
    {
        var instance = world.Run<Reservation>("RunInstances", new RunInstancesRequest
        {
            ImageId = "ami-ubuntu2204", InstanceType = "t3.micro", MinCount = 1, MaxCount = 1,
        }).Instances![0].InstanceId!;
        world.Step(TimeSpan.FromSeconds(5));
        world.Arrange(change => change.Update<InstanceRow>(instance, row => row with { Backend = backend }));
        var root = world.View.Rows<VolumeRow>().By(VolumeRow.ByInstance, instance).Single().Id;

        var snapshot = world.Run<Snapshot>("CreateSnapshot", new CreateSnapshotRequest { VolumeId = root });
        world.Step(TimeSpan.FromSeconds(5));
        var copy = world.Run<CopySnapshotResult>("CopySnapshot", new CopySnapshotRequest
        {
            SourceRegion = "us-east-1", SourceSnapshotId = snapshot.SnapshotId,
        }).SnapshotId!;
        world.Step(TimeSpan.FromSeconds(5));

        foreach (var one in world.Run<DescribeSnapshotsResult>("DescribeSnapshots", new DescribeSnapshotsRequest
        {
            SnapshotIds = [snapshot.SnapshotId!, copy],
        }).Snapshots!)
        {
            Assert.Equal("completed", one.State);
            Assert.Equal(isSaid, one.StateMessage?.Contains("holds no bytes", StringComparison.Ordinal) == true);
        }
    }

    [Fact]
    public void A_volume_whose_bytes_are_on_another_host_gives_no_snapshot()
    {
        var volume = NewVolume();
        world.Arrange(change => change.Put(change.Get<VolumeRow>(volume) with { IsElsewhere = true }));

        var asked = world.Run<Snapshot>("CreateSnapshot", new CreateSnapshotRequest { VolumeId = volume });
        world.Step(TimeSpan.FromSeconds(3));

        Assert.Equal(("pending", null), (asked.State, asked.StateMessage));
        var seen = Assert.Single(world.Run<DescribeSnapshotsResult>(
            "DescribeSnapshots", new DescribeSnapshotsRequest { SnapshotIds = [asked.SnapshotId!] }).Snapshots!);
        Assert.Equal("error", seen.State);
        Assert.Contains("on another host", seen.StateMessage, StringComparison.Ordinal);
        Assert.Equal("IncorrectState", Fail("CreateVolume", OfSnapshot(asked.SnapshotId!)));
    }

    [Fact]
    public void A_volume_of_a_fast_snapshot_says_so_in_its_zone_only()
    {
        var id = NewSnapshot();
        var answer = world.Run<EnableFastSnapshotRestoresResult>(
            "EnableFastSnapshotRestores", new EnableFastSnapshotRestoresRequest
            {
                SourceSnapshotIds = [id, "snap-0123456789abcdef0"], AvailabilityZones = ["us-east-1a"],
            });
        Assert.Equal("enabling", Assert.Single(answer.Successful!).State);
        Assert.Equal("InvalidSnapshot.NotFound",
            Assert.Single(answer.Unsuccessful!).FastSnapshotRestoreStateErrors![0].Error!.Code);
        Assert.False(world.Run<Volume>("CreateVolume", OfSnapshot(id)).FastRestored);
        for (var i = 0; i < 3; i++) world.Step(TimeSpan.FromSeconds(2));

        Assert.True(world.Run<Volume>("CreateVolume", OfSnapshot(id)).FastRestored);
        Assert.False(world.Run<Volume>("CreateVolume", OfSnapshot(id, "us-east-1b")).FastRestored);
        world.Run<object>("DisableFastSnapshotRestores", new DisableFastSnapshotRestoresRequest
        {
            SourceSnapshotIds = [id], AvailabilityZones = ["us-east-1a"],
        });
        world.Step(TimeSpan.FromSeconds(2));
        Assert.Empty(world.Run<DescribeFastSnapshotRestoresResult>(
            "DescribeFastSnapshotRestores", new DescribeFastSnapshotRestoresRequest()).FastSnapshotRestores!);
    }

    [Fact]
    public void A_copy_of_a_volume_names_its_source()
    {
        var source = NewVolume();

        var copy = Assert.Single(world.Run<CopyVolumesResult>(
            "CopyVolumes", new CopyVolumesRequest { SourceVolumeId = source, Size = 9 }).Volumes!);

        Assert.Equal((source, 9, "creating"), (copy.SourceVolumeId, copy.Size, copy.State));
        Assert.Equal("InvalidParameterValue", Fail(
            "CopyVolumes", new CopyVolumesRequest { SourceVolumeId = source, Size = 1 }));
    }

    [Fact]
    public void A_replaced_root_is_another_volume_in_the_place_of_the_old()
    {
        var instance = world.Run<Reservation>("RunInstances", new RunInstancesRequest
        {
            ImageId = "ami-ubuntu2204", InstanceType = "t3.micro", MinCount = 1, MaxCount = 1,
        }).Instances![0].InstanceId!;
        world.Step(TimeSpan.FromSeconds(5));
        var old = Root(instance);
        var task = world.Run<CreateReplaceRootVolumeTaskResult>(
            "CreateReplaceRootVolumeTask", new CreateReplaceRootVolumeTaskRequest { InstanceId = instance })
            .ReplaceRootVolumeTask!;
        Assert.Equal("pending", task.TaskState);
        world.Step(TimeSpan.FromSeconds(2));
        world.Step(TimeSpan.FromSeconds(2));

        var done = Assert.Single(world.Run<DescribeReplaceRootVolumeTasksResult>(
            "DescribeReplaceRootVolumeTasks", new DescribeReplaceRootVolumeTasksRequest
            {
                ReplaceRootVolumeTaskIds = [task.ReplaceRootVolumeTaskId!],
            }).ReplaceRootVolumeTasks!);
        Assert.Equal("succeeded", done.TaskState);
        Assert.NotEqual(old, Root(instance));
        Assert.Equal("available", Assert.Single(world.Run<DescribeVolumesResult>(
            "DescribeVolumes", new DescribeVolumesRequest { VolumeIds = [old] }).Volumes!).State);
    }

    public void Dispose() => world.Dispose();

    private string Root(string instance)
    {
        var shape = world.Run<DescribeInstancesResult>(
            "DescribeInstances", new DescribeInstancesRequest { InstanceIds = [instance] })
            .Reservations![0].Instances![0];
        return shape.BlockDeviceMappings!.Find(one => one.DeviceName == shape.RootDeviceName)!.Ebs!.VolumeId!;
    }

    private SnapshotTierStatus Tier() => Assert.Single(world.Run<DescribeSnapshotTierStatusResult>(
        "DescribeSnapshotTierStatus", new DescribeSnapshotTierStatusRequest()).SnapshotTierStatuses!);

    private string Fail(string operation, object input) => world.Fail(operation, input).Code;

    private void Lock(string id, string mode, int days) => world.Run<object>("LockSnapshot", new LockSnapshotRequest
    {
        SnapshotId = id, LockMode = mode, LockDuration = days,
    });

    private static CreateVolumeRequest OfSnapshot(string id, string zone = "us-east-1a") =>
        new() { AvailabilityZone = zone, SnapshotId = id };

    private string NewVolume()
    {
        var id = world.Run<Volume>("CreateVolume", new CreateVolumeRequest
        {
            AvailabilityZone = "us-east-1a", Size = 3,
        }).VolumeId!;
        world.Step(TimeSpan.FromSeconds(2));
        return id;
    }

    private string NewSnapshot()
    {
        var id = world.Run<Snapshot>(
            "CreateSnapshot", new CreateSnapshotRequest { VolumeId = NewVolume() }).SnapshotId!;
        world.Step(TimeSpan.FromSeconds(2));
        return id;
    }
}
