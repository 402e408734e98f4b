using Virga.Ec2.Instances;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Tests.Ec2.Fleets;

/// <summary>States, targets and pools of EC2 fleets.</summary>
public sealed class FleetTests : IDisposable
{
    private readonly TestWorld world = new();
    private readonly string template;

    public FleetTests() => template = FleetCases.Template(world);

    [Fact]
    public void A_fleet_is_submitted_then_active_and_fulfilled()
    {
        var id = Create(FleetCases.Fleet(template, 3));

        Assert.Equal("submitted", Describe(id).FleetState);
        FleetCases.Settle(world);
        var fleet = Describe(id);
        Assert.Equal("active", fleet.FleetState);
        Assert.Equal("fulfilled", fleet.ActivityStatus);
        Assert.Equal(3, fleet.FulfilledCapacity);
    }

    [Fact]
    public void A_deleted_fleet_reaches_deleted_when_its_instances_are_gone()
    {
        var id = Create(FleetCases.Fleet(template, 2));
        FleetCases.Settle(world);

        var answer = world.Run<DeleteFleetsResult>(
            "DeleteFleets", new DeleteFleetsRequest { FleetIds = [id], TerminateInstances = true });
        Assert.Equal("deleted_terminating", answer.SuccessfulFleetDeletions![0].CurrentFleetState);
        FleetCases.Settle(world);

        Assert.Equal("deleted", Describe(id).FleetState);
        Assert.All(world.View.Rows<InstanceRow>(), row => Assert.True(row.IsTerminated));
    }

    [Fact]
    public void A_fleet_deleted_without_its_instances_is_deleted_with_the_last_of_them()
    {
        var id = Create(FleetCases.Fleet(template, 1));
        FleetCases.Settle(world);
        world.Run<DeleteFleetsResult>(
            "DeleteFleets", new DeleteFleetsRequest { FleetIds = [id], TerminateInstances = false });
        FleetCases.Settle(world);
        Assert.Equal("deleted_running", Describe(id).FleetState);

        var instance = Assert.Single(world.View.Rows<InstanceRow>());
        Assert.Equal("running", instance.State);
        world.Run<TerminateInstancesResult>(
            "TerminateInstances", new TerminateInstancesRequest { InstanceIds = [instance.Id] });
        FleetCases.Settle(world);

        Assert.Equal("deleted", Describe(id).FleetState);
    }

    [Fact]
    public void A_modified_fleet_grows_and_shrinks_to_its_target()
    {
        var id = Create(FleetCases.Fleet(template, 2));
        FleetCases.Settle(world);

        Modify(id, 4);
        Assert.Equal("modifying", Describe(id).FleetState);
        FleetCases.Settle(world);
        Assert.Equal(4, Describe(id).FulfilledCapacity);
        Modify(id, 1);
        FleetCases.Settle(world);

        Assert.Equal(1, Describe(id).FulfilledCapacity);
        Assert.Equal("active", Describe(id).FleetState);
    }

    [Fact]
    public void A_request_fleet_is_not_replenished()
    {
        var request = FleetCases.Fleet(template, 2);
        request.Type = FleetType.Request;
        var id = Create(request);
        FleetCases.Settle(world);
        var first = world.View.Rows<InstanceRow>().First();

        world.Run<TerminateInstancesResult>(
            "TerminateInstances", new TerminateInstancesRequest { InstanceIds = [first.Id] });
        FleetCases.Settle(world);

        Assert.Equal(1, Describe(id).FulfilledCapacity);
    }

    [Fact]
    public void A_pool_that_is_refused_leaves_nothing_behind()
    {
        var request = FleetCases.Fleet(template, 1);
        request.Type = FleetType.Instant;
        request.LaunchTemplateConfigs![0].Overrides =
        [
            new() { InstanceType = "m5.large", Placement = new() { GroupName = "no-such-group" } },
        ];
        var volumes = world.View.Rows<Virga.Ec2.Volumes.VolumeRow>().Count;

        var made = world.Run<CreateFleetResult>("CreateFleet", request);

        Assert.Empty(made.Instances!);
        Assert.Equal("InvalidPlacementGroup.Unknown", Assert.Single(made.Errors!).ErrorCode);
        Assert.Equal(volumes, world.View.Rows<Virga.Ec2.Volumes.VolumeRow>().Count);
        Assert.Empty(world.View.Rows<InstanceRow>());
    }

    [Fact]
    public void On_demand_and_spot_are_split_as_asked()
    {
        var request = FleetCases.Fleet(template, 5);
        request.TargetCapacitySpecification!.OnDemandTargetCapacity = 2;
        request.TargetCapacitySpecification.DefaultTargetCapacityType = "spot";
        var id = Create(request);
        FleetCases.Settle(world);

        var rows = world.View.Rows<InstanceRow>().ToList();
        Assert.Equal(3, rows.Count(row => row.Lifecycle == "spot" && row.SpotInstanceRequestId is not null));
        Assert.Equal(2, rows.Count(row => row.Lifecycle is null));
        Assert.Equal(2, Describe(id).FulfilledOnDemandCapacity);
    }

    [Fact]
    public void Diversified_spreads_over_all_pools()
    {
        var request = FleetCases.Fleet(template, 4);
        request.TargetCapacitySpecification!.DefaultTargetCapacityType = "spot";
        request.SpotOptions = new() { AllocationStrategy = "diversified" };
        request.LaunchTemplateConfigs![0].Overrides =
        [
            new() { InstanceType = "m5.large", AvailabilityZone = "us-east-1a" },
            new() { InstanceType = "c5.large", AvailabilityZone = "us-east-1b" },
        ];
        Create(request);
        FleetCases.Settle(world);

        var types = world.View.Rows<InstanceRow>().GroupBy(row => row.InstanceType).ToDictionary(
            group => group.Key, group => group.Count());
        Assert.Equal(new Dictionary<string, int> { ["m5.large"] = 2, ["c5.large"] = 2 }, types);
    }

    [Fact]
    public void The_history_tells_what_happened()
    {
        var id = Create(FleetCases.Fleet(template, 1));
        FleetCases.Settle(world);

        var records = world.Run<DescribeFleetHistoryResult>("DescribeFleetHistory", new DescribeFleetHistoryRequest
        {
            FleetId = id, StartTime = world.Clock.GetUtcNow().AddHours(-1),
        }).HistoryRecords!;

        Assert.Equal(
            ["submitted", "active", "launched"], records.ConvertAll(one => one.EventInformation!.EventSubType));
        Assert.Equal(["fleet-change", "fleet-change", "instance-change"], records.ConvertAll(one => one.EventType));
    }

    [Fact]
    public void Tags_of_a_fleet_can_be_made_and_filtered()
    {
        var id = Create(FleetCases.Fleet(template, 0));

        world.Run<object>("CreateTags", new CreateTagsRequest
        {
            Resources = [id], Tags = [new() { Key = "team", Value = "blue" }],
        });

        Assert.Equal("team", Assert.Single(Describe(id).Tags!).Key);
        var tag = Assert.Single(world.Run<DescribeTagsResult>("DescribeTags", new DescribeTagsRequest()).Tags!,
            one => one.ResourceId == id);
        Assert.Equal("fleet", tag.ResourceType);
    }

    [Fact]
    public void A_spot_interruption_is_replaced()
    {
        var request = FleetCases.Fleet(template, 1);
        request.TargetCapacitySpecification!.DefaultTargetCapacityType = "spot";
        var id = Create(request);
        FleetCases.Settle(world);
        var first = Assert.Single(world.View.Rows<InstanceRow>());

        world.Arrange(change => Virga.Ec2.InstanceEvents.InstanceEventPlan.Interrupt(
            change, change.Get<InstanceRow>(first.Id), "terminate", TimeSpan.Zero, TimeSpan.FromMinutes(2)));
        world.Step(TimeSpan.FromMinutes(3));
        FleetCases.Settle(world);

        Assert.True(world.View.Get<InstanceRow>(first.Id).IsTerminated);
        Assert.Equal(1, Describe(id).FulfilledCapacity);
    }

    [Theory]
    [InlineData("fleet-12345678-1234-4234-8234-123456789012", "InvalidFleetId.NotFound")]
    [InlineData("fleet-nothing", "InvalidFleetId.Malformed")]
    public void Unknown_ids_are_refused(string id, string code)
    {
        Assert.Equal(code, world.Fail("DescribeFleets", new DescribeFleetsRequest { FleetIds = [id] }).Code);
        Assert.Equal(code, world.Fail(
            "DescribeFleetInstances", new DescribeFleetInstancesRequest { FleetId = id }).Code);
        Assert.Equal(code, world.Fail("ModifyFleet", new ModifyFleetRequest { FleetId = id }).Code);
    }

    public void Dispose() => world.Dispose();

    private string Create(CreateFleetRequest request) =>
        world.Run<CreateFleetResult>("CreateFleet", request).FleetId!;

    private void Modify(string id, int total) => world.Run<ModifyFleetResult>("ModifyFleet", new ModifyFleetRequest
    {
        FleetId = id, TargetCapacitySpecification = new() { TotalTargetCapacity = total },
    });

    private FleetData Describe(string id) => Assert.Single(world.Run<DescribeFleetsResult>(
        "DescribeFleets", new DescribeFleetsRequest { FleetIds = [id] }).Fleets!);
}
