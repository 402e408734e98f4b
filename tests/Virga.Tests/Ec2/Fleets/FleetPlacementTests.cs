using Virga.Ec2.Instances;
using Virga.Wire.Ec2;

namespace Virga.Tests.Ec2.Fleets;

/// <summary>
/// Where a template says how its instances are placed, an override changes that only in what it names.
/// </summary>
public sealed class FleetPlacementTests : IDisposable
{
    private readonly TestWorld world = new();

    public FleetPlacementTests()
    {
        world.Run<object>("CreatePlacementGroup", new CreatePlacementGroupRequest
        {
            GroupName = "racks", Strategy = "partition", PartitionCount = 3,
        });
        world.Run<object>("CreateLaunchTemplate", new CreateLaunchTemplateRequest
        {
            LaunchTemplateName = "placed",
            LaunchTemplateData = new()
            {
                ImageId = "ami-ubuntu2204", InstanceType = "m5.large",
                Placement = new()
                {
                    GroupName = "racks", PartitionNumber = 2, Tenancy = "dedicated", AvailabilityZone = "us-east-1a",
                },
            },
        });
    }

    [Fact]
    public void An_override_of_the_zone_keeps_group_partition_and_tenancy()
    {
        var instance = Launched(new() { AvailabilityZone = "us-east-1b" });

        Assert.Equal(
            ("us-east-1b", "racks", 2, "dedicated"),
            (instance.AvailabilityZone, instance.PlacementGroupName, instance.PartitionNumber, instance.Tenancy));
    }

    [Fact]
    public void An_override_of_the_tenancy_keeps_zone_and_group()
    {
        var instance = Launched(new() { Placement = new() { Tenancy = "default" } });

        Assert.Equal(
            ("us-east-1a", "racks", 2, "default"),
            (instance.AvailabilityZone, instance.PlacementGroupName, instance.PartitionNumber, instance.Tenancy));
    }

    [Fact]
    public void An_override_of_the_subnet_goes_before_the_zone_of_the_template()
    {
        var subnet = world.Run<DescribeSubnetsResult>("DescribeSubnets", new DescribeSubnetsRequest
        {
            Filters = [new() { Name = "availability-zone", Values = ["us-east-1c"] }],
        }).Subnets![0].SubnetId;

        var instance = Launched(new() { SubnetId = subnet });

        Assert.Equal(("us-east-1c", "racks"), (instance.AvailabilityZone, instance.PlacementGroupName));
    }

    [Fact]
    public void A_launch_of_the_template_changes_single_members_too()
    {
        var id = world.Run<Reservation>("RunInstances", new RunInstancesRequest
        {
            MinCount = 1, MaxCount = 1, LaunchTemplate = new() { LaunchTemplateName = "placed" },
            Placement = new() { AvailabilityZone = "", PartitionNumber = 3 },
        }).Instances![0].InstanceId!;

        var instance = world.View.Get<InstanceRow>(id);
        Assert.Equal(
            ("us-east-1a", "racks", 3, "dedicated"),
            (instance.AvailabilityZone, instance.PlacementGroupName, instance.PartitionNumber, instance.Tenancy));
    }

    public void Dispose() => world.Dispose();

    private InstanceRow Launched(FleetLaunchTemplateOverridesRequest over)
    {
        world.Run<CreateFleetResult>("CreateFleet", new CreateFleetRequest
        {
            LaunchTemplateConfigs =
            [
                new()
                {
                    LaunchTemplateSpecification = new() { LaunchTemplateName = "placed", Version = "$Latest" },
                    Overrides = [over],
                },
            ],
            TargetCapacitySpecification = new() { TotalTargetCapacity = 1, DefaultTargetCapacityType = "on-demand" },
        });
        FleetCases.Settle(world);
        return Assert.Single(world.View.Rows<InstanceRow>());
    }
}
