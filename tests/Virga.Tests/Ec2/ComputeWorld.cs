using Virga.Ec2.InstanceEvents;
using Virga.Ec2.Instances;
using Virga.Wire.Ec2;

namespace Virga.Tests.Ec2;

/// <summary>A World with more of everything that machines and storage have than fits on a page.</summary>
internal static class ComputeWorld
{
    private const int Count = 7;

    public static TestWorld Furnished()
    {
        var world = new TestWorld();
        for (var i = 0; i < Count; i++)
            world.Run<Reservation>("RunInstances", new RunInstancesRequest
            {
                ImageId = "ami-ubuntu2204", InstanceType = "t3.micro", MinCount = 1, MaxCount = 1,
                TagSpecifications = [Tags("instance", i)],
            });
        world.Step(TimeSpan.FromSeconds(5));
        for (var i = 0; i < Count; i++) AddStorage(world, i);
        for (var i = 0; i < Count; i++) AddTemplate(world, i);
        for (var i = 0; i < Count; i++)
            world.Run<object>("CreateCapacityReservation", new CreateCapacityReservationRequest
            {
                InstanceType = "m5.large", InstancePlatform = "Linux/UNIX", AvailabilityZone = "us-east-1a",
                InstanceCount = 1,
            });
        world.Run<object>("AllocateHosts", new AllocateHostsRequest
        {
            InstanceType = "c5.large", AvailabilityZone = "us-east-1a", Quantity = Count,
        });
        for (var i = 0; i < 25; i++)
            world.Run<object>("CreateInstanceEventWindow", new CreateInstanceEventWindowRequest
            {
                Name = $"window-{i}", CronExpression = "* 2-5 * * 0",
            });
        world.Step(TimeSpan.FromSeconds(5));
        return world;
    }

    /// <summary>Adds machines, disks and images with all that filters ask for.</summary>
    public static void AddSpecial(TestWorld world)
    {
        world.Run<object>("CreateKeyPair", new CreateKeyPairRequest { KeyName = "mine" });
        world.Run<object>("CreatePlacementGroup", new CreatePlacementGroupRequest
        {
            GroupName = "racks", Strategy = "partition", PartitionCount = 2,
        });
        world.Run<object>("CreateInstanceProfile", new Virga.Wire.Iam.CreateInstanceProfileRequest
        {
            InstanceProfileName = "web",
        }, "iam");
        var rich = AddRich(world);
        AddOthers(world);
        AddImages(world, rich);
        world.Step(TimeSpan.FromSeconds(5));
    }

    private static string AddRich(TestWorld world)
    {
        var vpc = world.Run<CreateVpcResult>("CreateVpc", new CreateVpcRequest
        {
            CidrBlock = "10.0.0.0/16", AmazonProvidedIpv6CidrBlock = true,
        }).Vpc!.VpcId!;
        world.Run<object>("ModifyVpcAttribute", new ModifyVpcAttributeRequest
        {
            VpcId = vpc, EnableDnsHostnames = new() { Value = true },
        });
        var block = world.Run<DescribeVpcsResult>("DescribeVpcs", new DescribeVpcsRequest { VpcIds = [vpc] })
            .Vpcs![0].Ipv6CidrBlockAssociationSet![0].Ipv6CidrBlock!;
        var subnet = world.Run<CreateSubnetResult>("CreateSubnet", new CreateSubnetRequest
        {
            VpcId = vpc, CidrBlock = "10.0.0.0/24", AvailabilityZone = "us-east-1a",
            Ipv6CidrBlock = block.Replace("::/56", "::/64", StringComparison.Ordinal),
        }).Subnet!.SubnetId!;
        var gateway = world.Run<CreateInternetGatewayResult>(
            "CreateInternetGateway", new CreateInternetGatewayRequest()).InternetGateway!.InternetGatewayId!;
        world.Run<object>("AttachInternetGateway", new AttachInternetGatewayRequest
        {
            InternetGatewayId = gateway, VpcId = vpc,
        });
        var reservation = world.Run<CreateCapacityReservationResult>(
            "CreateCapacityReservation",
            new CreateCapacityReservationRequest
            {
                InstanceType = "m5.large", InstancePlatform = "Linux/UNIX", AvailabilityZone = "us-east-1a",
                InstanceCount = 1, EndDateType = "limited", EndDate = world.Clock.GetUtcNow().AddDays(9),
                InstanceMatchCriteria = "targeted",
                PlacementGroupArn = "arn:aws:ec2:us-east-1:123456789012:placement-group/near",
            }).CapacityReservation!.CapacityReservationId;
        var id = Launch(world, one =>
        {
            one.KeyName = "mine";
            one.ClientToken = "once";
            one.IamInstanceProfile = new() { Name = "web" };
            one.Placement = new() { GroupName = "racks", PartitionNumber = 1 };
            one.CapacityReservationSpecification = new()
            {
                CapacityReservationTarget = new() { CapacityReservationId = reservation },
            };
            one.NetworkInterfaces =
            [
                new()
                {
                    DeviceIndex = 0, SubnetId = subnet, Ipv6AddressCount = 1, Ipv4PrefixCount = 1,
                    Ipv6PrefixCount = 1, Description = "front", PrimaryIpv6 = true,
                },
            ];
            one.TagSpecifications = [Tags("instance", 99), Tags("network-interface", 99)];
        });
        var address = world.Run<AllocateAddressResult>("AllocateAddress", new AllocateAddressRequest()).AllocationId;
        world.Run<object>("AssociateAddress", new AssociateAddressRequest { AllocationId = address, InstanceId = id });
        var now = world.Clock.GetUtcNow();
        world.Arrange(change => InstanceEventPlan.Schedule(change, change.Get<InstanceRow>(id), new ScheduledEvent(
            "instance-event-1", "system-reboot", "reboot", "active", now.AddDays(1), now.AddDays(1).AddHours(1),
            now.AddDays(3))));
        return id;
    }

    /// <summary>Spot, Windows, on a host of its own, stopped.</summary>
    private static void AddOthers(TestWorld world)
    {
        Launch(world, one => one.InstanceMarketOptions = new() { MarketType = "spot" });
        Launch(world, one => one.ImageId = world.Run<DescribeImagesResult>("DescribeImages", new DescribeImagesRequest
        {
            Owners = ["amazon"], Filters = [new() { Name = "platform", Values = ["windows"] }],
        }).Images![0].ImageId);
        var host = world.Run<AllocateHostsResult>("AllocateHosts", new AllocateHostsRequest
        {
            InstanceType = "m5.large", AvailabilityZone = "us-east-1a", Quantity = 1, ClientToken = "host",
            TagSpecifications = [Tags("dedicated-host", 1)],
        }).HostIds![0];
        Launch(world, one => one.Placement = new() { HostId = host, AvailabilityZone = "us-east-1a" });
        var stopped = Launch(world, _ => { });
        world.Run<object>("StopInstances", new StopInstancesRequest { InstanceIds = [stopped] });
        var offering = world.Run<DescribeHostReservationOfferingsResult>(
            "DescribeHostReservationOfferings",
            new DescribeHostReservationOfferingsRequest
            {
                Filter = [new() { Name = "instance-family", Values = ["m5"] }],
            }).OfferingSet![0].OfferingId;
        world.Run<object>("PurchaseHostReservation", new PurchaseHostReservationRequest
        {
            OfferingId = offering, HostIdSet = [host],
        });
        void Window(InstanceEventWindowAssociationRequest target) => world.Run<object>(
            "AssociateInstanceEventWindow",
            new AssociateInstanceEventWindowRequest
            {
                InstanceEventWindowId = world.Run<CreateInstanceEventWindowResult>(
                    "CreateInstanceEventWindow",
                    new CreateInstanceEventWindowRequest
                    {
                        Name = "special", CronExpression = "* 2-5 * * 0",
                        TagSpecifications = [Tags("instance-event-window", 1)],
                    }).InstanceEventWindow!.InstanceEventWindowId,
                AssociationTarget = target,
            });
        Window(new() { DedicatedHostIds = [host] });
        Window(new() { InstanceIds = [stopped] });
        Window(new() { InstanceTags = [new() { Key = "Name", Value = "x" }] });
    }

    /// <summary>An image with a description, and copies of it and of its snapshot.</summary>
    private static void AddImages(TestWorld world, string instance)
    {
        var image = world.Run<CreateImageResult>("CreateImage", new CreateImageRequest
        {
            InstanceId = instance, Name = "own", Description = "own",
        }).ImageId;
        world.Step(TimeSpan.FromSeconds(5));
        world.Run<object>("CopyImage", new CopyImageRequest
        {
            Name = "copy", SourceImageId = image, SourceRegion = "us-east-1",
        });
        var snapshot = world.Run<DescribeImagesResult>(
            "DescribeImages", new DescribeImagesRequest { ImageIds = [image!] })
            .Images![0].BlockDeviceMappings![0].Ebs!.SnapshotId;
        var copy = world.Run<CopySnapshotResult>("CopySnapshot", new CopySnapshotRequest
        {
            SourceRegion = "us-east-1", SourceSnapshotId = snapshot,
        }).SnapshotId;
        world.Step(TimeSpan.FromSeconds(5));
        world.Run<object>("ModifySnapshotTier", new ModifySnapshotTierRequest
        {
            SnapshotId = copy, StorageTier = "archive",
        });
        world.Run<object>("EnableAllowedImagesSettings", new EnableAllowedImagesSettingsRequest
        {
            AllowedImagesSettingsState = "audit-mode",
        });
    }

    private static string Launch(TestWorld world, Action<RunInstancesRequest> with)
    {
        var request = new RunInstancesRequest
        {
            ImageId = "ami-ubuntu2204", InstanceType = "m5.large", MinCount = 1, MaxCount = 1,
        };
        with(request);
        var id = world.Run<Reservation>("RunInstances", request).Instances![0].InstanceId!;
        world.Step(TimeSpan.FromSeconds(5));
        return id;
    }

    private static void AddStorage(TestWorld world, int i)
    {
        var volume = world.Run<Volume>("CreateVolume", new CreateVolumeRequest
        {
            AvailabilityZone = "us-east-1a", Size = 1, VolumeType = "gp3", TagSpecifications = [Tags("volume", i)],
        }).VolumeId;
        world.Step(TimeSpan.FromSeconds(2));
        var snapshot = world.Run<Snapshot>(
            "CreateSnapshot", new CreateSnapshotRequest { VolumeId = volume, Description = $"of {volume}" }).SnapshotId;
        world.Step(TimeSpan.FromSeconds(2));
        world.Run<object>("LockSnapshot", new LockSnapshotRequest
        {
            SnapshotId = snapshot, LockMode = "governance", LockDuration = 1,
        });
        world.Run<object>("EnableFastSnapshotRestores", new EnableFastSnapshotRestoresRequest
        {
            SourceSnapshotIds = [snapshot!], AvailabilityZones = ["us-east-1a"],
        });
    }

    private static void AddTemplate(TestWorld world, int i) =>
        world.Run<object>("CreateLaunchTemplate", new CreateLaunchTemplateRequest
        {
            LaunchTemplateName = $"template-{i}", LaunchTemplateData = new() { InstanceType = "t3.micro" },
        });

    private static TagSpecification Tags(string type, int i) => new()
    {
        ResourceType = type, Tags = [new() { Key = "Name", Value = $"{type}-{i}" }],
    };
}
