using Virga.Wire.Ec2;

namespace Virga.Tests.Ec2;

/// <summary>Inputs that random requests found to be answered by an internal error.</summary>
public sealed class OddInputTests : IDisposable
{
    private readonly TestWorld world = new();

    [Fact]
    public void A_page_of_less_than_nothing_is_refused()
    {
        Refused("DescribeImages", new DescribeImagesRequest { MaxResults = -1 });
        Refused("DescribeInstanceTypeOfferings", new DescribeInstanceTypeOfferingsRequest { MaxResults = -1 });
        Refused(
            "DescribeReservedInstancesOfferings", new DescribeReservedInstancesOfferingsRequest { MaxResults = -1 });
        Refused("DescribeSpotPriceHistory", new DescribeSpotPriceHistoryRequest { MaxResults = -1 });
    }

    [Fact]
    public void A_version_that_is_no_number_is_not_deleted()
    {
        world.Run<object>("CreateLaunchTemplate", new CreateLaunchTemplateRequest
        {
            LaunchTemplateName = "odd", LaunchTemplateData = new() { InstanceType = "t3.micro" },
        });

        Refused("DeleteLaunchTemplateVersions", new DeleteLaunchTemplateVersionsRequest
        {
            LaunchTemplateName = "odd", Versions = ["$Latest"],
        });
    }

    [Fact]
    public void A_device_is_named_once_in_an_image()
    {
        var instance = world.Run<Reservation>("RunInstances", new RunInstancesRequest
        {
            ImageId = "ami-ubuntu2204", InstanceType = "t3.micro", MinCount = 1, MaxCount = 1,
        }).Instances![0].InstanceId!;
        world.Step(TimeSpan.FromSeconds(5));
        var device = new BlockDeviceMapping { DeviceName = "/dev/sdf", Ebs = new() { VolumeSize = 5 } };

        Assert.Equal("InvalidBlockDeviceMapping", world.Fail("CreateImage", new CreateImageRequest
        {
            InstanceId = instance, Name = "odd", BlockDeviceMappings = [device, device],
        }).Code);
        var image = world.Run<CreateImageResult>("CreateImage", new CreateImageRequest
        {
            InstanceId = instance, Name = "odd", BlockDeviceMappings = [device],
        }).ImageId!;
        var added = Assert.Single(world.Run<DescribeImagesResult>(
            "DescribeImages", new DescribeImagesRequest { ImageIds = [image] }).Images!).BlockDeviceMappings![^1];
        Assert.Equal(("/dev/sdf", 5, null), (added.DeviceName, added.Ebs!.VolumeSize, added.Ebs.SnapshotId));
    }

    public void Dispose() => world.Dispose();

    private void Refused(string operation, object request) =>
        Assert.Equal("InvalidParameterValue", world.Fail(operation, request).Code);
}
