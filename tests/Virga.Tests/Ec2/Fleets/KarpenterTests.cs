using Virga.Ec2.Instances;
using Virga.Wire.Ec2;

namespace Virga.Tests.Ec2.Fleets;

/// <summary>The calls that Karpenter makes to get a node and to give it back.</summary>
public sealed class KarpenterTests
{
    [Fact]
    public void A_dry_run_of_a_fleet_starts_nothing()
    {
        using var world = new TestWorld();
        var template = Template(world);
        var request = Fleet(template);
        request.DryRun = true;

        var error = world.Fail("CreateFleet", request);

        Assert.Equal("DryRunOperation", error.Code);
        Assert.Empty(world.View.Rows<InstanceRow>());
    }

    [Fact]
    public void An_instant_fleet_starts_the_cheapest_override_and_its_instances_are_found_by_tag()
    {
        using var world = new TestWorld();
        var template = Template(world);

        var made = world.Run<CreateFleetResult>("CreateFleet", Fleet(template));
        world.Step(TimeSpan.FromSeconds(5));
        var found = world.Run<DescribeInstancesResult>("DescribeInstances", new DescribeInstancesRequest
        {
            Filters =
            [
                new() { Name = "tag:karpenter.sh/nodepool", Values = ["default"] },
                new() { Name = "instance-state-name", Values = ["pending", "running"] },
            ],
        }).Reservations!.SelectMany(one => one.Instances!).ToList();

        var launch = Assert.Single(made.Instances!);
        Assert.Equal("t3.medium", launch.InstanceType);
        Assert.Equal("spot", launch.Lifecycle);
        Assert.Equal("t3.medium", launch.LaunchTemplateAndOverrides!.Overrides!.InstanceType);
        Assert.Empty(made.Errors!);
        var instance = Assert.Single(found);
        Assert.Equal(launch.InstanceIds, [instance.InstanceId!]);
        Assert.Equal("spot", instance.InstanceLifecycle);
        Assert.Contains(instance.Tags!, tag => tag.Key == "aws:ec2:fleet-id" && tag.Value == made.FleetId);

        world.Run<TerminateInstancesResult>(
            "TerminateInstances", new TerminateInstancesRequest { InstanceIds = [instance.InstanceId!] });
        world.Step(TimeSpan.FromSeconds(5));
        Assert.True(world.View.Find<InstanceRow>(instance.InstanceId!)!.IsTerminated);
    }

    [Fact]
    public void A_fleet_that_maintains_its_target_replaces_what_went_away()
    {
        using var world = new TestWorld();
        var request = Fleet(Template(world));
        request.Type = FleetType.Maintain;
        request.TargetCapacitySpecification!.TotalTargetCapacity = 2;
        var fleet = world.Run<CreateFleetResult>("CreateFleet", request).FleetId!;
        world.Step(TimeSpan.FromSeconds(5));
        var first = Active(world, fleet);

        world.Run<TerminateInstancesResult>(
            "TerminateInstances", new TerminateInstancesRequest { InstanceIds = [first[0]] });
        for (var i = 0; i < 5; i++) world.Step(TimeSpan.FromSeconds(2));
        var then = Active(world, fleet);

        Assert.Equal(2, first.Count);
        Assert.Equal(2, then.Count);
        Assert.DoesNotContain(first[0], then);
        Assert.Contains(first[1], then);
    }

    private static List<string> Active(TestWorld world, string fleet) =>
        world.Run<DescribeFleetInstancesResult>(
                "DescribeFleetInstances", new DescribeFleetInstancesRequest { FleetId = fleet })
            .ActiveInstances!.ConvertAll(one => one.InstanceId!);

    private static string Template(TestWorld world) => world.Run<CreateLaunchTemplateResult>(
        "CreateLaunchTemplate",
        new CreateLaunchTemplateRequest
        {
            LaunchTemplateName = "karpenter.k8s.aws/7153462021",
            LaunchTemplateData = new()
            {
                ImageId = "ami-ubuntu2204",
                UserData = "IyEvYmluL3NoCg==",
                MetadataOptions = new() { HttpTokens = "required", HttpPutResponseHopLimit = 1 },
                BlockDeviceMappings =
                    [new() { DeviceName = "/dev/sda1", Ebs = new() { VolumeSize = 20, VolumeType = "gp3" } }],
            },
        }).LaunchTemplate!.LaunchTemplateId!;

    private static CreateFleetRequest Fleet(string template) => new()
    {
        Type = FleetType.Instant,
        LaunchTemplateConfigs =
        [
            new()
            {
                LaunchTemplateSpecification = new() { LaunchTemplateId = template, Version = "$Latest" },
                Overrides =
                [
                    new() { InstanceType = "m5.2xlarge", AvailabilityZone = "us-east-1a" },
                    new() { InstanceType = "t3.medium", AvailabilityZone = "us-east-1a" },
                ],
            },
        ],
        TargetCapacitySpecification = new() { TotalTargetCapacity = 1, DefaultTargetCapacityType = "spot" },
        SpotOptions = new() { AllocationStrategy = "price-capacity-optimized" },
        TagSpecifications =
        [
            new() { ResourceType = "instance", Tags = [new() { Key = "karpenter.sh/nodepool", Value = "default" }] },
            new() { ResourceType = "fleet", Tags = [new() { Key = "karpenter.sh/nodepool", Value = "default" }] },
        ],
    };
}
