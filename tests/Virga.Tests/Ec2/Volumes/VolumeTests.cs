using Virga.Wire.Ec2;

namespace Virga.Tests.Ec2.Volumes;

public sealed class VolumeTests
{
    [Fact]
    public void A_volume_without_size_and_snapshot_is_refused_as_aws_was_recorded_to_do()
    {
        using var world = new TestWorld();

        var error = world.Fail("CreateVolume", new CreateVolumeRequest { AvailabilityZone = "eu-west-1a" });

        Assert.Equal("MissingParameter", error.Code);
        Assert.Equal("The request must contain the parameter size/snapshot", error.Message);
    }

    [Fact]
    public void A_volume_is_created_attached_detached_and_deleted()
    {
        using var world = new TestWorld();
        var instance = Launch(world);
        var volume = Make(world, instance.Placement!.AvailabilityZone!, sizeGiB: 10);
        Settle(world);

        var attaching = world.Run<VolumeAttachment>("AttachVolume", new AttachVolumeRequest
        {
            VolumeId = volume, InstanceId = instance.InstanceId, Device = "/dev/sdf",
        });
        Settle(world);
        var attached = Describe(world, volume);
        var inUse = world.Fail("DeleteVolume", new DeleteVolumeRequest { VolumeId = volume });
        world.Run<VolumeAttachment>("DetachVolume", new DetachVolumeRequest { VolumeId = volume });
        Settle(world);
        var free = Describe(world, volume);
        world.Run<object>("DeleteVolume", new DeleteVolumeRequest { VolumeId = volume });
        Settle(world);
        var gone = world.Fail("DescribeVolumes", new DescribeVolumesRequest { VolumeIds = [volume] });

        Assert.Equal("attaching", attaching.State);
        Assert.Equal("in-use", attached.State);
        Assert.Equal("attached", Assert.Single(attached.Attachments!).State);
        Assert.Equal("VolumeInUse", inUse.Code);
        Assert.Equal("available", free.State);
        Assert.Empty(free.Attachments!);
        Assert.Equal("InvalidVolume.NotFound", gone.Code);
    }

    [Fact]
    public void A_snapshot_completes_and_gives_a_volume_of_its_size_at_least()
    {
        using var world = new TestWorld();
        var volume = Make(world, "us-east-1a", sizeGiB: 10);
        Settle(world);
        var snapshot = world.Run<Snapshot>("CreateSnapshot", new CreateSnapshotRequest { VolumeId = volume });
        var early = world.Fail("CreateVolume", new CreateVolumeRequest
        {
            AvailabilityZone = "us-east-1a", SnapshotId = snapshot.SnapshotId,
        });
        Settle(world);

        var copy = world.Run<Volume>("CreateVolume", new CreateVolumeRequest
        {
            AvailabilityZone = "us-east-1a", SnapshotId = snapshot.SnapshotId,
        });
        var small = world.Fail("CreateVolume", new CreateVolumeRequest
        {
            AvailabilityZone = "us-east-1a", SnapshotId = snapshot.SnapshotId, Size = 5,
        });

        Assert.Equal("pending", snapshot.State);
        Assert.Equal("IncorrectState", early.Code);
        Assert.Equal(10, copy.Size);
        Assert.Equal("InvalidParameterValue", small.Code);
    }

    [Fact]
    public void A_modification_goes_through_its_states_and_volumes_do_not_shrink()
    {
        using var world = new TestWorld();
        var volume = Make(world, "us-east-1a", sizeGiB: 10);
        Settle(world);

        var modified = world.Run<ModifyVolumeResult>("ModifyVolume", new ModifyVolumeRequest
        {
            VolumeId = volume, Size = 20, VolumeType = "gp3",
        }).VolumeModification!;
        var shrunk = world.Fail("ModifyVolume", new ModifyVolumeRequest { VolumeId = volume, Size = 5 });
        for (var i = 0; i < 4; i++) world.Step(TimeSpan.FromSeconds(3));
        var done = Assert.Single(world.Run<DescribeVolumesModificationsResult>(
            "DescribeVolumesModifications",
            new DescribeVolumesModificationsRequest { VolumeIds = [volume] }).VolumesModifications!);

        Assert.Equal("modifying", modified.ModificationState);
        Assert.Equal(10, modified.OriginalSize);
        Assert.Equal("IncorrectModificationState", shrunk.Code);
        Assert.Equal("completed", done.ModificationState);
        Assert.Equal(20, Describe(world, volume).Size);
        Assert.Equal(3000, Describe(world, volume).Iops);
    }

    [Fact]
    public void Encryption_by_default_holds_for_launches_too()
    {
        using var world = new TestWorld();
        world.Run<EnableEbsEncryptionByDefaultResult>(
            "EnableEbsEncryptionByDefault", new EnableEbsEncryptionByDefaultRequest());

        var instance = Launch(world);
        var root = Describe(world, instance.BlockDeviceMappings![0].Ebs!.VolumeId!);

        Assert.True(root.Encrypted);
        Assert.StartsWith("arn:aws:kms:us-east-1:", root.KmsKeyId, StringComparison.Ordinal);
    }

    private static void Settle(TestWorld world) => world.Step(TimeSpan.FromSeconds(3));

    private static Instance Launch(TestWorld world)
    {
        var id = world.Run<Reservation>("RunInstances", new RunInstancesRequest
        {
            ImageId = "ami-ubuntu2204", InstanceType = "t3.micro", MinCount = 1, MaxCount = 1,
        }).Instances![0];
        Settle(world);
        return id;
    }

    private static string Make(TestWorld world, string zone, int sizeGiB) =>
        world.Run<Volume>("CreateVolume", new CreateVolumeRequest { AvailabilityZone = zone, Size = sizeGiB })
            .VolumeId!;

    private static Volume Describe(TestWorld world, string id) => Assert.Single(
        world.Run<DescribeVolumesResult>("DescribeVolumes", new DescribeVolumesRequest { VolumeIds = [id] }).Volumes!);
}
