using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Tests.Ec2.RecycleBins;

/// <summary>What is deleted is in the bin for its days, is nowhere else, and comes back as it was.</summary>
public sealed class RecycleBinTests : IDisposable
{
    private readonly TestWorld world = new(Rules.Default with { RecycleBinDays = 3 });

    [Fact]
    public void A_deleted_snapshot_is_restored_with_its_tags_and_gone_after_its_days()
    {
        var id = NewSnapshot();
        Delete(id);

        Assert.Equal("InvalidSnapshot.NotFound", world.Fail(
            "DescribeSnapshots", new DescribeSnapshotsRequest { SnapshotIds = [id] }).Code);
        var bin = Assert.Single(InBin());
        Assert.Equal((id, bin.RecycleBinEnterTime!.Value.AddDays(3)), (bin.SnapshotId, bin.RecycleBinExitTime!.Value));
        var back = world.Run<RestoreSnapshotFromRecycleBinResult>(
            "RestoreSnapshotFromRecycleBin", new RestoreSnapshotFromRecycleBinRequest { SnapshotId = id });
        Assert.Equal(("completed", 3), (back.State, back.VolumeSize));
        Assert.Empty(InBin());
        var shown = Assert.Single(world.Run<DescribeSnapshotsResult>(
            "DescribeSnapshots", new DescribeSnapshotsRequest { SnapshotIds = [id] }).Snapshots!);
        Assert.Equal("here", Assert.Single(shown.Tags!).Value);

        Delete(id);
        world.Step(TimeSpan.FromDays(3));
        Assert.Empty(InBin());
        Assert.Equal("InvalidSnapshot.NotFound", world.Fail(
            "RestoreSnapshotFromRecycleBin", new RestoreSnapshotFromRecycleBinRequest { SnapshotId = id }).Code);
    }

    [Fact]
    public void An_image_waits_for_its_snapshot_and_a_volume_comes_back_available()
    {
        var snapshot = NewSnapshot();
        var image = world.Run<RegisterImageResult>("RegisterImage", new RegisterImageRequest
        {
            Name = "mine", RootDeviceName = "/dev/xvda",
            BlockDeviceMappings = [new() { DeviceName = "/dev/xvda", Ebs = new() { SnapshotId = snapshot } }],
        }).ImageId!;
        world.Run<object>(
            "DeregisterImage", new DeregisterImageRequest { ImageId = image, DeleteAssociatedSnapshots = true });
        Assert.Equal("IncorrectState", world.Fail(
            "RestoreImageFromRecycleBin", new RestoreImageFromRecycleBinRequest { ImageId = image }).Code);
        world.Run<object>(
            "RestoreSnapshotFromRecycleBin", new RestoreSnapshotFromRecycleBinRequest { SnapshotId = snapshot });
        world.Run<object>("RestoreImageFromRecycleBin", new RestoreImageFromRecycleBinRequest { ImageId = image });
        Assert.Equal("mine", Assert.Single(world.Run<DescribeImagesResult>(
            "DescribeImages", new DescribeImagesRequest { ImageIds = [image] }).Images!).Name);

        var volume = world.Run<DescribeVolumesResult>("DescribeVolumes", new DescribeVolumesRequest()).Volumes![0];
        world.Run<object>("DeleteVolume", new DeleteVolumeRequest { VolumeId = volume.VolumeId });
        world.Step(TimeSpan.FromSeconds(2));
        Assert.Equal(volume.VolumeId, Assert.Single(world.Run<ListVolumesInRecycleBinResult>(
            "ListVolumesInRecycleBin", new ListVolumesInRecycleBinRequest()).Volumes!).VolumeId);
        world.Run<object>(
            "RestoreVolumeFromRecycleBin", new RestoreVolumeFromRecycleBinRequest { VolumeId = volume.VolumeId });
        Assert.Equal("available", Assert.Single(world.Run<DescribeVolumesResult>(
            "DescribeVolumes", new DescribeVolumesRequest { VolumeIds = [volume.VolumeId!] }).Volumes!).State);
    }

    [Fact]
    public void Without_a_setting_deleted_is_gone()
    {
        using var plain = new TestWorld();
        var volume = plain.Run<Volume>("CreateVolume", new CreateVolumeRequest
        {
            AvailabilityZone = "us-east-1a", Size = 1,
        }).VolumeId;
        plain.Step(TimeSpan.FromSeconds(2));
        plain.Run<object>("DeleteVolume", new DeleteVolumeRequest { VolumeId = volume });
        plain.Step(TimeSpan.FromSeconds(2));

        Assert.Empty(plain.Run<ListVolumesInRecycleBinResult>(
            "ListVolumesInRecycleBin", new ListVolumesInRecycleBinRequest()).Volumes!);
    }

    public void Dispose() => world.Dispose();

    private List<SnapshotRecycleBinInfo> InBin() => world.Run<ListSnapshotsInRecycleBinResult>(
        "ListSnapshotsInRecycleBin", new ListSnapshotsInRecycleBinRequest()).Snapshots!;

    private void Delete(string id) =>
        world.Run<object>("DeleteSnapshot", new DeleteSnapshotRequest { SnapshotId = id });

    private string NewSnapshot()
    {
        var volume = world.Run<Volume>("CreateVolume", new CreateVolumeRequest
        {
            AvailabilityZone = "us-east-1a", Size = 3,
        }).VolumeId;
        world.Step(TimeSpan.FromSeconds(2));
        var id = world.Run<Snapshot>("CreateSnapshot", new CreateSnapshotRequest
        {
            VolumeId = volume,
            TagSpecifications = [new() { ResourceType = "snapshot", Tags = [new() { Key = "is", Value = "here" }] }],
        }).SnapshotId!;
        world.Step(TimeSpan.FromSeconds(2));
        return id;
    }
}
