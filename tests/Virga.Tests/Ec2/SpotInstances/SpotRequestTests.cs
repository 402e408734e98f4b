using Virga.Ec2.InstanceEvents;
using Virga.Ec2.Instances;
using Virga.State;
using Virga.Tests.Ec2.Fleets;
using Virga.Wire.Ec2;

namespace Virga.Tests.Ec2.SpotInstances;

/// <summary>The life of spot requests.</summary>
public sealed class SpotRequestTests : IDisposable
{
    private readonly TestWorld world = new();

    [Fact]
    public void A_request_is_open_then_active_with_its_instance()
    {
        var made = Request();
        Assert.Equal(("open", "pending-evaluation"), (made.State, made.Status!.Code));

        FleetCases.Settle(world);

        var request = Describe(made.SpotInstanceRequestId!);
        Assert.Equal(("active", "fulfilled"), (request.State, request.Status!.Code));
        var instance = world.View.Get<InstanceRow>(request.InstanceId!);
        Assert.Equal(("spot", request.SpotInstanceRequestId), (instance.Lifecycle, instance.SpotInstanceRequestId));
        Assert.Equal(request.LaunchedAvailabilityZone, instance.AvailabilityZone);
        Assert.Equal("t3.micro", request.LaunchSpecification!.InstanceType);
    }

    [Fact]
    public void A_launch_with_market_options_has_a_request_from_the_start()
    {
        var instance = world.Run<Reservation>("RunInstances", new RunInstancesRequest
        {
            ImageId = "ami-ubuntu2204", InstanceType = "t3.micro", MinCount = 1, MaxCount = 1,
            InstanceMarketOptions = new() { MarketType = "spot" },
            TagSpecifications =
                [new() { ResourceType = "spot-instances-request", Tags = [new() { Key = "a", Value = "b" }] }],
        }).Instances![0];

        var request = Describe(instance.SpotInstanceRequestId!);

        Assert.Equal(
            ("active", "fulfilled", instance.InstanceId), (request.State, request.Status!.Code, request.InstanceId));
        Assert.Equal("a", Assert.Single(request.Tags!).Key);
    }

    [Fact]
    public void A_price_below_the_market_holds_the_request_and_refuses_the_launch()
    {
        var made = Request(request => request.SpotPrice = "0.0001");
        FleetCases.Settle(world);

        Assert.Equal("price-too-low", Describe(made.SpotInstanceRequestId!).Status!.Code);
        Assert.Equal("SpotMaxPriceTooLow", world.Fail("RunInstances", new RunInstancesRequest
        {
            ImageId = "ami-ubuntu2204", InstanceType = "t3.micro", MinCount = 1, MaxCount = 1,
            InstanceMarketOptions = new() { MarketType = "spot", SpotOptions = new() { MaxPrice = "0.0001" } },
        }).Code);
    }

    [Fact]
    public void An_interruption_is_announced_and_closes_a_one_time_request()
    {
        var id = Active();

        world.Arrange(change => InstanceEventPlan.Interrupt(
            change, change.Get<InstanceRow>(Describe(id).InstanceId!), "terminate", TimeSpan.Zero,
            TimeSpan.FromMinutes(2)));
        Assert.Equal("marked-for-termination", Describe(id).Status!.Code);
        world.Step(TimeSpan.FromMinutes(3));
        FleetCases.Settle(world);

        Assert.Equal(("closed", "instance-terminated-no-capacity"), (Describe(id).State, Describe(id).Status!.Code));
    }

    [Fact]
    public void A_persistent_request_opens_again_and_launches_another()
    {
        var id = Active(request => request.Type = "persistent");
        var first = Describe(id).InstanceId!;

        Terminate(first);
        FleetCases.Settle(world);

        var request = Describe(id);
        Assert.Equal(("active", "fulfilled"), (request.State, request.Status!.Code));
        Assert.NotEqual(first, request.InstanceId);
    }

    [Fact]
    public void A_persistent_instance_stops_and_starts_with_its_request()
    {
        var id = Active(request => (request.Type, request.InstanceInterruptionBehavior) = ("persistent", "stop"));
        var instance = Describe(id).InstanceId!;

        world.Run<StopInstancesResult>("StopInstances", new StopInstancesRequest { InstanceIds = [instance] });
        FleetCases.Settle(world);
        Assert.Equal(("disabled", "instance-stopped-by-user"), (Describe(id).State, Describe(id).Status!.Code));
        world.Run<StartInstancesResult>("StartInstances", new StartInstancesRequest { InstanceIds = [instance] });
        FleetCases.Settle(world);

        Assert.Equal(("active", "fulfilled"), (Describe(id).State, Describe(id).Status!.Code));
    }

    [Fact]
    public void An_interrupted_instance_cannot_be_started_and_starts_by_itself()
    {
        var id = Active(request => (request.Type, request.InstanceInterruptionBehavior) = ("persistent", "stop"));
        var instance = Describe(id).InstanceId!;
        world.Arrange(change => InstanceEventPlan.Interrupt(
            change, change.Get<InstanceRow>(instance), "stop", TimeSpan.Zero, TimeSpan.FromSeconds(5)));
        Assert.Equal("marked-for-stop", Describe(id).Status!.Code);
        FleetCases.Settle(world);

        Assert.Equal(("disabled", "instance-stopped-no-capacity"), (Describe(id).State, Describe(id).Status!.Code));
        Assert.Equal("IncorrectSpotRequestState", world.Fail(
            "StartInstances", new StartInstancesRequest { InstanceIds = [instance] }).Code);
        world.Step(TimeSpan.FromMinutes(6));
        FleetCases.Settle(world);
        Assert.Equal(("active", "running"), (Describe(id).State, world.View.Get<InstanceRow>(instance).State));
    }

    [Fact]
    public void A_one_time_instance_cannot_be_stopped()
    {
        var instance = Describe(Active()).InstanceId!;

        var error = world.Fail("StopInstances", new StopInstancesRequest { InstanceIds = [instance] });

        Assert.Equal("UnsupportedOperation", error.Code);
    }

    [Fact]
    public void Cancelling_keeps_what_runs_and_ends_with_it()
    {
        var id = Active();

        var answer = world.Run<CancelSpotInstanceRequestsResult>(
            "CancelSpotInstanceRequests", new CancelSpotInstanceRequestsRequest { SpotInstanceRequestIds = [id] });
        Assert.Equal("cancelled", answer.CancelledSpotInstanceRequests![0].State);
        Assert.Equal("request-canceled-and-instance-running", Describe(id).Status!.Code);
        Terminate(Describe(id).InstanceId!);
        FleetCases.Settle(world);

        Assert.Equal(("cancelled", "instance-terminated-by-user"), (Describe(id).State, Describe(id).Status!.Code));
    }

    [Fact]
    public void Times_of_validity_hold_and_expire_a_request()
    {
        var now = world.Clock.GetUtcNow();
        var later = Request(request => request.ValidFrom = now.AddHours(1)).SpotInstanceRequestId!;
        var dear = Request(request => (request.SpotPrice, request.ValidUntil) = ("0.0001", now.AddMinutes(30)))
            .SpotInstanceRequestId!;
        FleetCases.Settle(world);
        Assert.Equal("not-scheduled-yet", Describe(later).Status!.Code);

        world.Step(TimeSpan.FromMinutes(31));
        Assert.Equal(("cancelled", "schedule-expired"), (Describe(dear).State, Describe(dear).Status!.Code));
        world.Step(TimeSpan.FromMinutes(31));

        Assert.Equal("active", Describe(later).State);
    }

    [Fact]
    public void A_launch_group_is_launched_together_or_not_at_all()
    {
        Request(request => request.LaunchGroup = "g");
        var dear = Request(request => (request.LaunchGroup, request.SpotPrice) = ("g", "0.0001"));
        FleetCases.Settle(world);

        Assert.Equal(
            ["launch-group-constraint", "price-too-low"], All().ConvertAll(one => one.Status!.Code));
        world.Run<object>("CancelSpotInstanceRequests", new CancelSpotInstanceRequestsRequest
        {
            SpotInstanceRequestIds = [dear.SpotInstanceRequestId!],
        });
        world.Step(TimeSpan.FromMinutes(6));
        Assert.Equal("active", All()[0].State);
    }

    [Fact]
    public void Filters_and_ids_are_those_of_aws()
    {
        var id = Active();

        Assert.Equal(id, Assert.Single(world.Run<DescribeSpotInstanceRequestsResult>(
            "DescribeSpotInstanceRequests", new DescribeSpotInstanceRequestsRequest
            {
                Filters =
                [
                    new() { Name = "state", Values = ["active"] },
                    new() { Name = "launch.instance-type", Values = ["t3.*"] },
                ],
            }).SpotInstanceRequests!).SpotInstanceRequestId);
        Assert.Equal("InvalidSpotInstanceRequestID.NotFound", world.Fail("CancelSpotInstanceRequests",
            new CancelSpotInstanceRequestsRequest { SpotInstanceRequestIds = ["sir-abcdefgh"] }).Code);
        Assert.Equal("InvalidSpotInstanceRequestID.Malformed", world.Fail("DescribeSpotInstanceRequests",
            new DescribeSpotInstanceRequestsRequest { SpotInstanceRequestIds = ["nothing"] }).Code);
    }

    [Fact]
    public void Prices_are_paged_without_repeating()
    {
        var seen = new HashSet<(string?, string?, string?, DateTimeOffset?)>();
        string? token = null;
        var pages = 0;
        do
        {
            var page = world.Run<DescribeSpotPriceHistoryResult>(
                "DescribeSpotPriceHistory", new DescribeSpotPriceHistoryRequest
                {
                    InstanceTypes = ["m5.large", "c5.large"],
                    ProductDescriptions = ["Linux/UNIX"],
                    StartTime = world.Clock.GetUtcNow().AddDays(-3),
                    MaxResults = 7,
                    NextToken = token,
                });
            foreach (var one in page.SpotPriceHistory!)
                Assert.True(seen.Add((one.InstanceType, one.AvailabilityZone, one.SpotPriceValue, one.Timestamp)));
            token = page.NextToken;
            pages++;
        }
        while (!string.IsNullOrEmpty(token));

        Assert.True(pages > 1);
        Assert.Equal(["c5.large", "m5.large"], seen.Select(one => one.Item1).Distinct().Order());
        Assert.True(seen.Count >= 2 * 5 * 3, $"{seen.Count}");
    }

    [Fact]
    public void Scores_lie_between_one_and_ten_and_are_stable()
    {
        List<SpotPlacementScore> Scores() => world.Run<GetSpotPlacementScoresResult>(
            "GetSpotPlacementScores", new GetSpotPlacementScoresRequest
            {
                InstanceTypes = ["m5.large", "c5.large", "r5.large"], TargetCapacity = 10,
                SingleAvailabilityZone = true, RegionNames = ["us-east-1"],
            }).SpotPlacementScores!;

        var scores = Scores();

        Assert.NotEmpty(scores);
        Assert.All(scores, one => Assert.InRange(one.Score!.Value, 1, 10));
        Assert.Equal(scores.ConvertAll(one => one.Score), Scores().ConvertAll(one => one.Score));
    }

    [Fact]
    public void The_data_feed_has_one_subscription()
    {
        Assert.Equal("InvalidSpotDatafeed.NotFound", world.Fail(
            "DescribeSpotDatafeedSubscription", new DescribeSpotDatafeedSubscriptionRequest()).Code);
        world.Run<object>("CreateSpotDatafeedSubscription",
            new CreateSpotDatafeedSubscriptionRequest { Bucket = "logs", Prefix = "spot" });
        var shown = world.Run<DescribeSpotDatafeedSubscriptionResult>(
            "DescribeSpotDatafeedSubscription", new DescribeSpotDatafeedSubscriptionRequest());
        Assert.Equal(("logs", "spot"), (shown.SpotDatafeedSubscription!.Bucket, shown.SpotDatafeedSubscription.Prefix));
        world.Run<object>("DeleteSpotDatafeedSubscription", new DeleteSpotDatafeedSubscriptionRequest());
        Assert.Equal("InvalidSpotDatafeed.NotFound", world.Fail(
            "DeleteSpotDatafeedSubscription", new DeleteSpotDatafeedSubscriptionRequest()).Code);
    }

    public void Dispose() => world.Dispose();

    private SpotInstanceRequest Request(Action<RequestSpotInstancesRequest>? with = null)
    {
        var request = new RequestSpotInstancesRequest
        {
            LaunchSpecification = new() { ImageId = "ami-ubuntu2204", InstanceType = "t3.micro" },
        };
        with?.Invoke(request);
        return world.Run<RequestSpotInstancesResult>("RequestSpotInstances", request).SpotInstanceRequests![0];
    }

    private string Active(Action<RequestSpotInstancesRequest>? with = null)
    {
        var id = Request(with).SpotInstanceRequestId!;
        FleetCases.Settle(world);
        return id;
    }

    private SpotInstanceRequest Describe(string id) => All().Single(one => one.SpotInstanceRequestId == id);

    private List<SpotInstanceRequest> All() => world.Run<DescribeSpotInstanceRequestsResult>(
        "DescribeSpotInstanceRequests", new DescribeSpotInstanceRequestsRequest()).SpotInstanceRequests!;

    private void Terminate(string id) => world.Run<TerminateInstancesResult>(
        "TerminateInstances", new TerminateInstancesRequest { InstanceIds = [id] });
}
