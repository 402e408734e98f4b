using Virga.Ec2.Instances;
using Virga.State;
using Virga.Tests.Ec2.Fleets;
using Virga.Wire.Ec2;

namespace Virga.Tests.Ec2.CapacityReservations;

/// <summary>Capacity is matched, conserved, moved and given back.</summary>
public sealed class CapacityReservationTests : IDisposable
{
    private readonly TestWorld world = new();

    [Fact]
    public void An_open_reservation_takes_what_matches_and_gives_it_back()
    {
        var id = Reserve(2).CapacityReservationId!;

        var inside = Launch();
        var other = Launch(type: "c5.large");

        Assert.Equal(id, inside.CapacityReservationId);
        Assert.Null(other.CapacityReservationId);
        Assert.Equal(1, Describe(id).AvailableInstanceCount);
        FleetCases.Settle(world);
        world.Run<object>("StopInstances", new StopInstancesRequest { InstanceIds = [inside.InstanceId!] });
        FleetCases.Settle(world);
        Assert.Equal(2, Describe(id).AvailableInstanceCount);
        world.Run<object>("StartInstances", new StartInstancesRequest { InstanceIds = [inside.InstanceId!] });
        Assert.Equal(1, Describe(id).AvailableInstanceCount);
        Terminate(inside.InstanceId!);
        Assert.Equal(2, Describe(id).AvailableInstanceCount);
    }

    [Fact]
    public void A_targeted_reservation_takes_only_who_names_it_and_no_more_than_it_has()
    {
        var id = Reserve(1, criteria: "targeted").CapacityReservationId!;

        Assert.Null(Launch().CapacityReservationId);
        Assert.Equal(id, Launch(target: id).CapacityReservationId);
        Assert.Equal("ReservationCapacityExceeded", world.Fail("RunInstances", Request(target: id)).Code);
        Assert.Equal("ReservationCapacityExceeded", world.Fail("RunInstances", Request("c5.large", id)).Code);
        Assert.Equal("InvalidCapacityReservationId.NotFound",
            world.Fail("RunInstances", Request(target: "cr-00000000000000001")).Code);
    }

    [Fact]
    public void A_launch_takes_as_many_as_there_is_room_for()
    {
        var id = Reserve(2, criteria: "targeted").CapacityReservationId!;
        var request = Request(target: id);
        request.MaxCount = 5;

        var made = world.Run<Reservation>("RunInstances", request).Instances!;

        Assert.Equal(2, made.Count);
        Assert.Equal(0, Describe(id).AvailableInstanceCount);
    }

    [Fact]
    public void Cancelling_lets_instances_go_on_outside()
    {
        var id = Reserve(1).CapacityReservationId!;
        var instance = Launch().InstanceId!;

        world.Run<object>(
            "CancelCapacityReservation", new CancelCapacityReservationRequest { CapacityReservationId = id });

        Assert.Equal(("cancelled", 0), (Describe(id).State, Describe(id).AvailableInstanceCount));
        Assert.Null(world.View.Get<InstanceRow>(instance).CapacityReservationId);
        Assert.Equal("InvalidCapacityReservationState", world.Fail(
            "CancelCapacityReservation", new CancelCapacityReservationRequest { CapacityReservationId = id }).Code);
    }

    [Fact]
    public void Sizes_change_within_what_is_used()
    {
        var id = Reserve(2).CapacityReservationId!;
        Launch();
        Launch();

        Assert.Equal("InvalidParameterValue", world.Fail("ModifyCapacityReservation",
            new ModifyCapacityReservationRequest { CapacityReservationId = id, InstanceCount = 1 }).Code);
        world.Run<object>("ModifyCapacityReservation",
            new ModifyCapacityReservationRequest { CapacityReservationId = id, InstanceCount = 5 });

        Assert.Equal((5, 3), (Describe(id).TotalInstanceCount, Describe(id).AvailableInstanceCount));
        var usage = world.Run<GetCapacityReservationUsageResult>("GetCapacityReservationUsage",
            new GetCapacityReservationUsageRequest { CapacityReservationId = id });
        Assert.Equal(2, Assert.Single(usage.InstanceUsages!).UsedInstanceCount);
    }

    [Fact]
    public void Splitting_and_moving_conserve_capacity()
    {
        var id = Reserve(5).CapacityReservationId!;
        Launch();

        var split = world.Run<CreateCapacityReservationBySplittingResult>("CreateCapacityReservationBySplitting",
            new CreateCapacityReservationBySplittingRequest { SourceCapacityReservationId = id, InstanceCount = 3 });
        var second = split.DestinationCapacityReservation!.CapacityReservationId!;
        Assert.Equal((2, 3), (Describe(id).TotalInstanceCount, Describe(second).TotalInstanceCount));
        Assert.Equal("ReservationCapacityExceeded", world.Fail("MoveCapacityReservationInstances",
            new MoveCapacityReservationInstancesRequest
            {
                SourceCapacityReservationId = id, DestinationCapacityReservationId = second, InstanceCount = 2,
            }).Code);
        world.Run<object>("MoveCapacityReservationInstances", new MoveCapacityReservationInstancesRequest
        {
            SourceCapacityReservationId = second, DestinationCapacityReservationId = id, InstanceCount = 3,
        });

        Assert.Equal(5, Describe(id).TotalInstanceCount);
        Assert.Equal("cancelled", Describe(second).State);
    }

    [Fact]
    public void An_end_and_a_start_come_at_their_time()
    {
        var now = world.Clock.GetUtcNow();
        var ends = Reserve(1, with: one => (one.EndDate, one.EndDateType) = (now.AddHours(2), "limited"))
            .CapacityReservationId!;
        var begins = Reserve(1, with: one => (one.StartDate, one.CommitmentDuration) = (now.AddHours(1), 1_209_600));
        Assert.Equal("assessing", begins.State);
        FleetCases.Settle(world);
        Assert.Equal("scheduled", Describe(begins.CapacityReservationId!).State);

        world.Step(TimeSpan.FromHours(3));

        Assert.Equal("expired", Describe(ends).State);
        Assert.Equal("active", Describe(begins.CapacityReservationId!).State);
    }

    [Fact]
    public void Tags_filters_and_ids()
    {
        var id = Reserve(1, with: one => one.TagSpecifications =
            [new() { ResourceType = "capacity-reservation", Tags = [new() { Key = "a", Value = "b" }] }])
            .CapacityReservationId!;
        Reserve(1);

        var found = world.Run<DescribeCapacityReservationsResult>("DescribeCapacityReservations",
            new DescribeCapacityReservationsRequest { Filters = [new() { Name = "tag:a", Values = ["b"] }] });
        Assert.Equal(id, Assert.Single(found.CapacityReservations!).CapacityReservationId);
        Assert.Empty(world.Run<GetGroupsForCapacityReservationResult>("GetGroupsForCapacityReservation",
            new GetGroupsForCapacityReservationRequest { CapacityReservationId = id }).CapacityReservationGroups!);
        Assert.Equal("InvalidCapacityReservationId.Malformed", world.Fail("DescribeCapacityReservations",
            new DescribeCapacityReservationsRequest { CapacityReservationIds = ["cr-x"] }).Code);
    }

    [Fact]
    public void A_capacity_block_is_bought_runs_instances_and_ends_them()
    {
        var offer = Assert.Single(world.Run<DescribeCapacityBlockOfferingsResult>("DescribeCapacityBlockOfferings",
            new DescribeCapacityBlockOfferingsRequest
            {
                InstanceType = "p4d.24xlarge", InstanceCount = 2, CapacityDurationHours = 24,
            }).CapacityBlockOfferings!);
        var block = world.Run<PurchaseCapacityBlockResult>("PurchaseCapacityBlock", new PurchaseCapacityBlockRequest
        {
            CapacityBlockOfferingId = offer.CapacityBlockOfferingId, InstancePlatform = "Linux/UNIX",
        });
        var id = block.CapacityReservation!.CapacityReservationId!;
        Assert.Equal("payment-pending", block.CapacityReservation.State);
        FleetCases.Settle(world);
        Assert.Equal("scheduled", Describe(id).State);
        world.Step(offer.StartDate!.Value - world.Clock.GetUtcNow());

        var request = Request("p4d.24xlarge", id);
        Assert.Equal("ReservationCapacityExceeded", world.Fail("RunInstances", request).Code);
        request.InstanceMarketOptions = new() { MarketType = "capacity-block" };
        request.Placement = new() { AvailabilityZone = offer.AvailabilityZone };
        var instance = world.Run<Reservation>("RunInstances", request).Instances![0];
        Assert.Equal((id, "capacity-block"), (instance.CapacityReservationId, instance.InstanceLifecycle));
        FleetCases.Settle(world);
        world.Step(TimeSpan.FromHours(24));
        FleetCases.Settle(world);

        Assert.Equal("expired", Describe(id).State);
        Assert.True(world.View.Find<InstanceRow>(instance.InstanceId!)?.IsTerminated != false);
        Assert.Equal("expired", Assert.Single(world.Run<DescribeCapacityBlocksResult>(
            "DescribeCapacityBlocks", new DescribeCapacityBlocksRequest()).CapacityBlocks!).State);
    }

    public void Dispose() => world.Dispose();

    private CapacityReservation Reserve(
        int count, string criteria = "open", Action<CreateCapacityReservationRequest>? with = null)
    {
        var request = new CreateCapacityReservationRequest
        {
            InstanceType = "m5.large", InstancePlatform = "Linux/UNIX", AvailabilityZone = "us-east-1a",
            InstanceCount = count, InstanceMatchCriteria = criteria,
        };
        with?.Invoke(request);
        return world.Run<CreateCapacityReservationResult>("CreateCapacityReservation", request).CapacityReservation!;
    }

    private CapacityReservation Describe(string id) => Assert.Single(world.Run<DescribeCapacityReservationsResult>(
        "DescribeCapacityReservations", new DescribeCapacityReservationsRequest { CapacityReservationIds = [id] })
        .CapacityReservations!);

    private Instance Launch(string type = "m5.large", string? target = null) =>
        world.Run<Reservation>("RunInstances", Request(type, target)).Instances![0];

    private static RunInstancesRequest Request(string type = "m5.large", string? target = null) => new()
    {
        ImageId = "ami-ubuntu2204", InstanceType = type, MinCount = 1, MaxCount = 1,
        Placement = new() { AvailabilityZone = "us-east-1a" },
        CapacityReservationSpecification = target is null
            ? null
            : new() { CapacityReservationTarget = new() { CapacityReservationId = target } },
    };

    private void Terminate(string id)
    {
        world.Run<object>("TerminateInstances", new TerminateInstancesRequest { InstanceIds = [id] });
        FleetCases.Settle(world);
    }
}
