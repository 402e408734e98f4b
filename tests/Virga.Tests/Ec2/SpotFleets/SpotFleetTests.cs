using Virga.Ec2.Instances;
using Virga.State;
using Virga.Tests.Ec2.Fleets;
using Virga.Wire.Ec2;

namespace Virga.Tests.Ec2.SpotFleets;

/// <summary>The life of spot fleet requests.</summary>
public sealed class SpotFleetTests : IDisposable
{
    private readonly TestWorld world = new();

    [Fact]
    public void A_request_with_launch_specifications_is_fulfilled_and_described()
    {
        var id = Request();
        Assert.Equal("submitted", Describe(id).SpotFleetRequestState);
        FleetCases.Settle(world);

        var fleet = Describe(id);
        Assert.Equal(("active", "fulfilled"), (fleet.SpotFleetRequestState, fleet.ActivityStatus));
        Assert.Equal(3, fleet.SpotFleetRequestConfigValue!.FulfilledCapacity);
        Assert.Equal(1, fleet.SpotFleetRequestConfigValue.OnDemandFulfilledCapacity);
        var rows = world.View.Rows<InstanceRow>().ToList();
        Assert.Equal(2, rows.Count(row => row.Lifecycle == "spot"));
        var active = world.Run<DescribeSpotFleetInstancesResponse>(
            "DescribeSpotFleetInstances", new DescribeSpotFleetInstancesRequest { SpotFleetRequestId = id });
        Assert.Equal(3, active.ActiveInstances!.Count);
    }

    [Fact]
    public void A_modified_request_shrinks()
    {
        var id = Request();
        FleetCases.Settle(world);

        world.Run<ModifySpotFleetRequestResponse>("ModifySpotFleetRequest", new ModifySpotFleetRequestRequest
        {
            SpotFleetRequestId = id, TargetCapacity = 1, OnDemandTargetCapacity = 0,
        });
        FleetCases.Settle(world);

        Assert.Equal(1, Describe(id).SpotFleetRequestConfigValue!.FulfilledCapacity);
    }

    [Fact]
    public void A_cancelled_request_ends_with_its_instances()
    {
        var id = Request();
        FleetCases.Settle(world);

        var answer = world.Run<CancelSpotFleetRequestsResponse>(
            "CancelSpotFleetRequests", new CancelSpotFleetRequestsRequest
            {
                SpotFleetRequestIds = [id, "sfr-12345678-1234-4234-8234-123456789012", "sfr-1"],
                TerminateInstances = true,
            });
        Assert.Equal("cancelled_terminating", answer.SuccessfulFleetRequests![0].CurrentSpotFleetRequestState);
        Assert.Equal(
            ["fleetRequestIdDoesNotExist", "fleetRequestIdMalformed"],
            answer.UnsuccessfulFleetRequests!.ConvertAll(one => one.Error!.Code));
        FleetCases.Settle(world);

        Assert.Equal("cancelled", Describe(id).SpotFleetRequestState);
        Assert.All(world.View.Rows<InstanceRow>(), row => Assert.True(row.IsTerminated));
    }

    [Fact]
    public void Its_time_ends_a_request_and_what_it_launched()
    {
        var until = world.Clock.GetUtcNow().AddHours(1);
        var id = Request(config => (config.ValidUntil, config.TerminateInstancesWithExpiration) = (until, true));
        FleetCases.Settle(world);

        world.Step(TimeSpan.FromHours(1));
        FleetCases.Settle(world);

        Assert.Equal("cancelled", Describe(id).SpotFleetRequestState);
        var history = world.Run<DescribeSpotFleetRequestHistoryResponse>(
            "DescribeSpotFleetRequestHistory", new DescribeSpotFleetRequestHistoryRequest
            {
                SpotFleetRequestId = id, StartTime = world.Clock.GetUtcNow().AddDays(-1),
                EventType = "fleetRequestChange",
            }).HistoryRecords!;
        Assert.Equal(
            ["submitted", "active", "expired", "cancelled_terminating", "cancelled"],
            history.ConvertAll(one => one.EventInformation!.EventSubType));
    }

    [Fact]
    public void Templates_with_overrides_and_prices_are_understood()
    {
        var template = FleetCases.Template(world);
        var id = Request(config =>
        {
            config.LaunchSpecifications = null;
            config.OnDemandTargetCapacity = 0;
            config.TargetCapacity = 2;
            config.LaunchTemplateConfigs =
            [
                new()
                {
                    LaunchTemplateSpecification = new() { LaunchTemplateId = template, Version = "1" },
                    Overrides =
                    [
                        new() { InstanceType = "c5.large", SpotPrice = "0.000001" },
                        new() { InstanceType = "r5.large", AvailabilityZone = "us-east-1b" },
                    ],
                },
            ];
        });
        FleetCases.Settle(world);

        Assert.Equal("fulfilled", Describe(id).ActivityStatus);
        Assert.All(world.View.Rows<InstanceRow>(), row => Assert.Equal("r5.large", row.InstanceType));
    }

    public void Dispose() => world.Dispose();

    private string Request(Action<SpotFleetRequestConfigData>? with = null)
    {
        var config = new SpotFleetRequestConfigData
        {
            IamFleetRole = "arn:aws:iam::123456789012:role/fleet",
            TargetCapacity = 3,
            OnDemandTargetCapacity = 1,
            LaunchSpecifications =
            [
                new() { ImageId = "ami-ubuntu2204", InstanceType = "m5.large" },
                new() { ImageId = "ami-ubuntu2204", InstanceType = "c5.large" },
            ],
        };
        with?.Invoke(config);
        return world.Run<RequestSpotFleetResponse>(
            "RequestSpotFleet", new RequestSpotFleetRequest { SpotFleetRequestConfig = config }).SpotFleetRequestId!;
    }

    private SpotFleetRequestConfig Describe(string id) => Assert.Single(
        world.Run<DescribeSpotFleetRequestsResponse>(
            "DescribeSpotFleetRequests", new DescribeSpotFleetRequestsRequest { SpotFleetRequestIds = [id] })
            .SpotFleetRequestConfigs!);
}
