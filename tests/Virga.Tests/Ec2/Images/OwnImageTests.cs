using Virga.Wire.Ec2;

namespace Virga.Tests.Ec2.Images;

public sealed class OwnImageTests
{
    [Fact]
    public void An_image_of_an_instance_is_pending_then_available_and_can_be_launched()
    {
        using var world = new TestWorld();
        var image = Make(world);
        var early = world.Fail("RunInstances", Launch(image));

        world.Step(TimeSpan.FromSeconds(5));
        var shown = Describe(world, image);
        var instance = world.Run<Reservation>("RunInstances", Launch(image)).Instances![0];

        Assert.Equal("InvalidAMIID.Unavailable", early.Code);
        Assert.Equal("available", shown.State);
        Assert.Equal(TestWorld.Account, shown.OwnerId);
        Assert.NotNull(shown.BlockDeviceMappings![0].Ebs!.SnapshotId);
        Assert.Equal(image, instance.ImageId);
    }

    [Fact]
    public void A_snapshot_stays_while_an_image_is_made_of_it()
    {
        using var world = new TestWorld();
        var image = Make(world);
        world.Step(TimeSpan.FromSeconds(5));
        var snapshot = Describe(world, image).BlockDeviceMappings![0].Ebs!.SnapshotId!;

        var held = world.Fail("DeleteSnapshot", new DeleteSnapshotRequest { SnapshotId = snapshot });
        world.Run<DeregisterImageResult>("DeregisterImage", new DeregisterImageRequest { ImageId = image });
        world.Run<object>("DeleteSnapshot", new DeleteSnapshotRequest { SnapshotId = snapshot });
        var gone = world.Fail("DescribeImages", new DescribeImagesRequest { ImageIds = [image] });

        Assert.Equal("InvalidSnapshot.InUse", held.Code);
        Assert.Equal("InvalidAMIID.NotFound", gone.Code);
    }

    [Fact]
    public void A_name_is_taken_once_and_public_sharing_is_blocked_at_first()
    {
        using var world = new TestWorld();
        var image = Make(world);
        world.Step(TimeSpan.FromSeconds(5));
        var source = Describe(world, image).SourceInstanceId;
        var open = new ModifyImageAttributeRequest
        {
            ImageId = image, LaunchPermission = new() { Add = [new() { Group = "all" }] },
        };

        var taken = world.Fail("CreateImage", new CreateImageRequest { InstanceId = source, Name = "mine" });
        var blocked = world.Fail("ModifyImageAttribute", open);
        world.Run<object>("DisableImageBlockPublicAccess", new DisableImageBlockPublicAccessRequest());
        world.Run<object>("ModifyImageAttribute", open);

        Assert.Equal("InvalidAMIName.Duplicate", taken.Code);
        Assert.Equal("OperationNotPermitted", blocked.Code);
        Assert.True(Describe(world, image).Public);
    }

    private static string Make(TestWorld world)
    {
        var instance = world.Run<Reservation>("RunInstances", Launch("ami-ubuntu2204")).Instances![0];
        world.Step(TimeSpan.FromSeconds(5));
        return world.Run<CreateImageResult>(
            "CreateImage", new CreateImageRequest { InstanceId = instance.InstanceId, Name = "mine" }).ImageId!;
    }

    private static RunInstancesRequest Launch(string image) =>
        new() { ImageId = image, InstanceType = "t3.micro", MinCount = 1, MaxCount = 1 };

    private static Image Describe(TestWorld world, string image) => Assert.Single(
        world.Run<DescribeImagesResult>("DescribeImages", new DescribeImagesRequest { ImageIds = [image] }).Images!);
}
