using Virga.Ec2.Instances;
using Virga.Wire.Ec2;

namespace Virga.Tests.Ec2.Instances;

/// <summary>Nothing that a launch asks for is left out in silence.</summary>
public sealed class LaunchRulesTests : IDisposable
{
    private readonly TestWorld world = new();

    [Fact]
    public void What_has_no_effect_here_is_refused()
    {
        Refused("UnsupportedOperation", one => one.KernelId = "aki-1");
        Refused("UnsupportedOperation", one => one.ElasticGpuSpecification = [new() { Type = "eg1.medium" }]);
        Refused("UnsupportedOperation", one => one.ElasticInferenceAccelerators = [new() { Type = "eia1.medium" }]);
        Refused("UnsupportedOperation", one => one.LicenseSpecifications = [new() { LicenseConfigurationArn = "x" }]);
        Refused("UnsupportedOperation", one => one.Operator = new() { Principal = "x" });
        Refused("UnsupportedOperation", one => one.CpuOptions = new() { AmdSevSnp = "enabled" });
        Refused("InvalidParameterValue", one => one.CpuOptions = new() { CoreCount = 99, ThreadsPerCore = 1 });
        Refused("InvalidParameterValue", one => one.CreditSpecification = new() { CpuCredits = "many" });
    }

    [Fact]
    public void Block_devices_are_named_once_and_fit_their_type()
    {
        void Mapped(string code, params EbsBlockDevice[] devices) => Refused(code, one =>
            one.BlockDeviceMappings = [.. devices.Select(ebs =>
                new BlockDeviceMapping { DeviceName = "/dev/sdf", Ebs = ebs })]);

        Mapped("InvalidBlockDeviceMapping", new() { VolumeSize = 5 }, new() { VolumeSize = 6 });
        Mapped("MissingParameter", new EbsBlockDevice());
        Mapped("MissingParameter", new EbsBlockDevice { VolumeSize = 5, VolumeType = "io1" });
        Mapped("InvalidParameterValue", new EbsBlockDevice { VolumeSize = 1, VolumeType = "st1" });
        Mapped("InvalidParameterCombination", new EbsBlockDevice { VolumeSize = 5, VolumeType = "gp2", Iops = 500 });
        Refused("InvalidParameterCombination", one =>
        {
            one.EnclaveOptions = new() { Enabled = true };
            one.HibernationOptions = new() { Configured = true };
        });
        Refused("UnsupportedOperation", one =>
            (one.InstanceType, one.EnclaveOptions) = ("t3.micro", new() { Enabled = true }));
        Refused("UnsupportedHibernationConfiguration", one =>
            (one.InstanceType, one.HibernationOptions) = ("c5.metal", new() { Configured = true }));
    }

    [Fact]
    public void What_an_image_says_of_its_volumes_is_what_a_launch_makes()
    {
        var source = world.Run<Reservation>("RunInstances", Request(one => one.BlockDeviceMappings =
        [
            new()
            {
                DeviceName = "/dev/sdf",
                Ebs = new()
                {
                    VolumeSize = 20, VolumeType = "gp3", Iops = 4_000, Throughput = 250, Encrypted = true,
                    DeleteOnTermination = false,
                },
            },
        ])).Instances![0].InstanceId!;
        world.Step(TimeSpan.FromSeconds(5));
        var image = world.Run<CreateImageResult>(
            "CreateImage", new CreateImageRequest { InstanceId = source, Name = "mine" }).ImageId!;
        world.Step(TimeSpan.FromSeconds(5));

        var copy = world.Run<Reservation>(
            "RunInstances", Request(one => one.ImageId = image)).Instances![0].InstanceId!;

        var volume = Assert.Single(world.Run<DescribeVolumesResult>("DescribeVolumes", new DescribeVolumesRequest
        {
            Filters =
            [
                new() { Name = "attachment.instance-id", Values = [copy] },
                new() { Name = "attachment.device", Values = ["/dev/sdf"] },
            ],
        }).Volumes!);
        Assert.Equal((20, "gp3", 4_000, 250, true),
            (volume.Size, volume.VolumeType, volume.Iops, volume.Throughput, volume.Encrypted));
        Assert.False(volume.Attachments![0].DeleteOnTermination);
        Refused("InvalidBlockDeviceMapping", one =>
        {
            one.ImageId = image;
            one.BlockDeviceMappings = [new() { DeviceName = "/dev/sdf", Ebs = new() { Encrypted = false } }];
        });
    }

    [Fact]
    public void Instances_are_spread_over_the_partitions_of_their_group()
    {
        world.Run<object>("CreatePlacementGroup", new CreatePlacementGroupRequest
        {
            GroupName = "racks", Strategy = "partition", PartitionCount = 3,
        });
        int? PartitionOf(int? asked) => world.Run<Reservation>(
            "RunInstances", Request(one => one.Placement = new() { GroupName = "racks", PartitionNumber = asked }))
            .Instances![0].Placement!.PartitionNumber;

        Assert.Equal([2, 1, 3, 1], new[] { PartitionOf(2), PartitionOf(null), PartitionOf(null), PartitionOf(null) });
        Refused("InvalidParameterValue", one => one.Placement = new() { GroupName = "racks", PartitionNumber = 4 });
        Refused("InvalidParameterCombination", one => one.Placement = new() { PartitionNumber = 1 });
    }

    [Fact]
    public void A_stopped_instance_moves_to_a_partition_that_there_is()
    {
        world.Run<object>("CreatePlacementGroup", new CreatePlacementGroupRequest
        {
            GroupName = "racks", Strategy = "partition", PartitionCount = 2,
        });
        var id = world.Run<Reservation>("RunInstances", Request(_ => { })).Instances![0].InstanceId!;
        world.Step(TimeSpan.FromSeconds(5));
        world.Run<object>("StopInstances", new StopInstancesRequest { InstanceIds = [id] });
        world.Step(TimeSpan.FromSeconds(5));

        world.Run<object>("ModifyInstancePlacement", new ModifyInstancePlacementRequest
        {
            InstanceId = id, GroupName = "racks", PartitionNumber = 2,
        });
        Assert.Equal(2, world.View.Get<InstanceRow>(id).PartitionNumber);
        Assert.Equal("InvalidParameterValue", world.Fail("ModifyInstancePlacement", new ModifyInstancePlacementRequest
        {
            InstanceId = id, PartitionNumber = 3,
        }).Code);
        world.Run<object>("ModifyInstancePlacement", new ModifyInstancePlacementRequest
        {
            InstanceId = id, GroupName = "",
        });
        Assert.Null(world.View.Get<InstanceRow>(id).PartitionNumber);
    }

    [Fact]
    public void Who_may_launch_an_image_is_an_account_or_everybody()
    {
        var instance = world.Run<Reservation>("RunInstances", Request(_ => { })).Instances![0].InstanceId!;
        world.Step(TimeSpan.FromSeconds(5));
        var image = world.Run<CreateImageResult>(
            "CreateImage", new CreateImageRequest { InstanceId = instance, Name = "mine" }).ImageId!;
        string Share(LaunchPermission with) => world.Fail("ModifyImageAttribute", new ModifyImageAttributeRequest
        {
            ImageId = image, LaunchPermission = new() { Add = [with] },
        }).Code;

        Assert.Equal("InvalidAMIAttributeItemValue", Share(new() { UserId = "12" }));
        Assert.Equal("InvalidAMIAttributeItemValue", Share(new() { Group = "nobody" }));
        foreach (var attribute in (string[])["kernel", "ramdisk"])
            Assert.Equal(image, world.Run<ImageAttribute>("DescribeImageAttribute", new DescribeImageAttributeRequest
            {
                ImageId = image, Attribute = attribute,
            }).ImageId);
    }

    public void Dispose() => world.Dispose();

    private void Refused(string code, Action<RunInstancesRequest> with) =>
        Assert.Equal(code, world.Fail("RunInstances", Request(with)).Code);

    private static RunInstancesRequest Request(Action<RunInstancesRequest> with)
    {
        var request = new RunInstancesRequest
        {
            ImageId = "ami-ubuntu2204", InstanceType = "m5.large", MinCount = 1, MaxCount = 1,
        };
        with(request);
        return request;
    }
}
