using Virga.Tests.Ec2.Fleets;
using Virga.Wire.Ec2;

namespace Virga.Tests.Ec2.CapacityReservations;

/// <summary>Unused capacity is lent, used by who names it, and comes back.</summary>
public sealed class InterruptibleCapacityTests : IDisposable
{
    private const string Market = "interruptible-capacity-reservation";

    private readonly TestWorld world = new();

    [Fact]
    public void What_is_lent_is_no_longer_available_to_the_source()
    {
        var source = Reserve(5);

        var made = Lend(source, 3);

        Assert.Equal((source, 3, "active", "adhoc"),
            (made.SourceCapacityReservationId, made.TargetInstanceCount, made.Status, made.InterruptionType));
        var lender = Describe(source);
        Assert.Equal((5, 2, false),
            (lender.TotalInstanceCount, lender.AvailableInstanceCount, lender.Interruptible));
        var allocation = lender.InterruptibleCapacityAllocation!;
        Assert.Equal((3, 3, "active"), (allocation.InstanceCount, allocation.TargetInstanceCount, allocation.Status));
        var loan = Describe(allocation.InterruptibleCapacityReservationId!);
        Assert.Equal((3, 3, true, "targeted", source), (loan.TotalInstanceCount, loan.AvailableInstanceCount,
            loan.Interruptible, loan.InstanceMatchCriteria, loan.InterruptionInfo!.SourceCapacityReservationId));
        Assert.Equal("b", Assert.Single(loan.Tags!).Value);
        Assert.Equal(3, world.Run<GetCapacityReservationUsageResult>("GetCapacityReservationUsage",
            new GetCapacityReservationUsageRequest { CapacityReservationId = source })
            .InterruptibleCapacityAllocation!.InstanceCount);
    }

    [Fact]
    public void Only_launches_of_its_market_that_name_it_use_it()
    {
        var source = Reserve(2);
        Lend(source, 1);
        var loan = LoanOf(source);

        Assert.Equal("ReservationCapacityExceeded", Refused(Request(loan)));
        Assert.Equal("InvalidParameterCombination", Refused(Request(target: null, Market)));
        Assert.Equal("ReservationCapacityExceeded", Refused(Request(source, Market)));
        var instance = Launch(loan, Market);

        Assert.Equal((loan, Market), (instance.CapacityReservationId, instance.InstanceLifecycle));
        Assert.Equal("ReservationCapacityExceeded", Refused(Request(loan, Market)));
    }

    [Fact]
    public void What_is_free_is_reclaimed_at_once()
    {
        var source = Reserve(4);
        Lend(source, 3);

        var update = Update(source, 1);

        Assert.Equal((1, 1, "active"), (update.InstanceCount, update.TargetInstanceCount, update.Status));
        Assert.Equal(3, Describe(source).AvailableInstanceCount);
        Assert.Equal("ReservationCapacityExceeded", world.Fail("UpdateInterruptibleCapacityReservationAllocation",
            new UpdateInterruptibleCapacityReservationAllocationRequest
            {
                CapacityReservationId = source, TargetInstanceCount = 5,
            }).Code);
        Assert.Equal(4, Update(source, 4).InstanceCount);
        Assert.Equal(0, Describe(source).AvailableInstanceCount);
    }

    [Fact]
    public void Instances_beyond_the_target_end_two_minutes_after_the_youngest_first()
    {
        var source = Reserve(3);
        Lend(source, 2);
        var loan = LoanOf(source);
        var older = Launch(loan, Market).InstanceId!;
        var younger = Launch(loan, Market).InstanceId!;
        FleetCases.Settle(world);

        var update = Update(source, 1);
        Assert.Equal((2, 1, "updating"), (update.InstanceCount, update.TargetInstanceCount, update.Status));
        Assert.Equal(("running", "running"), (StateOf(older), StateOf(younger)));
        world.Step(TimeSpan.FromMinutes(2));
        FleetCases.Settle(world);

        Assert.Equal(("running", "terminated"), (StateOf(older), StateOf(younger)));
        Assert.Equal((1, "active"), (Describe(loan).TotalInstanceCount, AllocationOf(source).Status));
        Assert.Equal(2, Describe(source).AvailableInstanceCount);
    }

    [Fact]
    public void What_leaves_already_is_of_the_surplus()
    {
        var source = Reserve(3);
        Lend(source, 2);
        var loan = LoanOf(source);
        var older = Launch(loan, Market).InstanceId!;
        var younger = Launch(loan, Market).InstanceId!;
        FleetCases.Settle(world);
        Update(source, 1);

        world.Step(TimeSpan.FromMinutes(2) - TimeSpan.FromMilliseconds(1));
        world.Run<object>("TerminateInstances", new TerminateInstancesRequest { InstanceIds = [older] });
        world.Step(TimeSpan.FromMilliseconds(1));
        FleetCases.Settle(world);

        Assert.Equal(("terminated", "running"), (StateOf(older), StateOf(younger)));
        Assert.Equal((1, "active"), (Describe(loan).TotalInstanceCount, AllocationOf(source).Status));
    }

    [Fact]
    public void To_reclaim_all_cancels_the_interruptible_reservation()
    {
        var source = Reserve(2);
        Lend(source, 2);
        var loan = LoanOf(source);
        var instance = Launch(loan, Market).InstanceId!;
        FleetCases.Settle(world);

        Assert.Equal("canceling", Update(source, 0).Status);
        Assert.Equal(0, Describe(loan).AvailableInstanceCount);
        world.Step(TimeSpan.FromMinutes(2));
        FleetCases.Settle(world);

        Assert.Equal("terminated", StateOf(instance));
        Assert.Equal(("cancelled", "canceled"), (Describe(loan).State, AllocationOf(source).Status));
        Assert.Equal(2, Describe(source).AvailableInstanceCount);
        Assert.Equal(2, Lend(source, 2).TargetInstanceCount);
    }

    [Fact]
    public void An_allocation_is_one_and_goes_through_its_source()
    {
        var source = Reserve(4);
        Assert.Equal("IncorrectState", world.Fail("UpdateInterruptibleCapacityReservationAllocation",
            new UpdateInterruptibleCapacityReservationAllocationRequest
            {
                CapacityReservationId = source, TargetInstanceCount = 1,
            }).Code);
        Lend(source, 2);
        var loan = LoanOf(source);

        Assert.Equal("OperationNotPermitted", world.Fail("CreateInterruptibleCapacityReservationAllocation",
            new CreateInterruptibleCapacityReservationAllocationRequest
            {
                CapacityReservationId = source, InstanceCount = 1,
            }).Code);
        foreach (var id in (string[])[source, loan])
            Assert.Equal("OperationNotPermitted", world.Fail(
                "CancelCapacityReservation", new CancelCapacityReservationRequest { CapacityReservationId = id }).Code);
        Assert.Equal("OperationNotPermitted", world.Fail("ModifyCapacityReservation",
            new ModifyCapacityReservationRequest { CapacityReservationId = loan, InstanceCount = 1 }).Code);
        Assert.Equal("InvalidParameterValue", world.Fail("ModifyCapacityReservation",
            new ModifyCapacityReservationRequest { CapacityReservationId = source, InstanceCount = 1 }).Code);
        var ends = Reserve(1, one => (one.EndDate, one.EndDateType) = (world.Clock.GetUtcNow().AddDays(1), "limited"));
        Assert.Equal("OperationNotPermitted", world.Fail("CreateInterruptibleCapacityReservationAllocation",
            new CreateInterruptibleCapacityReservationAllocationRequest
            {
                CapacityReservationId = ends, InstanceCount = 1,
            }).Code);
    }

    public void Dispose() => world.Dispose();

    private string Reserve(int count, Action<CreateCapacityReservationRequest>? with = null)
    {
        var request = new CreateCapacityReservationRequest
        {
            InstanceType = "m5.large", InstancePlatform = "Linux/UNIX", AvailabilityZone = "us-east-1a",
            InstanceCount = count, InstanceMatchCriteria = "targeted",
        };
        with?.Invoke(request);
        return world.Run<CreateCapacityReservationResult>("CreateCapacityReservation", request)
            .CapacityReservation!.CapacityReservationId!;
    }

    private CreateInterruptibleCapacityReservationAllocationResult Lend(string source, int count) =>
        world.Run<CreateInterruptibleCapacityReservationAllocationResult>(
            "CreateInterruptibleCapacityReservationAllocation",
            new CreateInterruptibleCapacityReservationAllocationRequest
            {
                CapacityReservationId = source,
                InstanceCount = count,
                TagSpecifications =
                    [new() { ResourceType = "capacity-reservation", Tags = [new() { Key = "a", Value = "b" }] }],
            });

    private UpdateInterruptibleCapacityReservationAllocationResult Update(string source, int target) =>
        world.Run<UpdateInterruptibleCapacityReservationAllocationResult>(
            "UpdateInterruptibleCapacityReservationAllocation",
            new UpdateInterruptibleCapacityReservationAllocationRequest
            {
                CapacityReservationId = source, TargetInstanceCount = target,
            });

    private InterruptibleCapacityAllocation AllocationOf(string source) =>
        Describe(source).InterruptibleCapacityAllocation!;

    private string LoanOf(string source) => AllocationOf(source).InterruptibleCapacityReservationId!;

    private CapacityReservation Describe(string id) => Assert.Single(world.Run<DescribeCapacityReservationsResult>(
        "DescribeCapacityReservations", new DescribeCapacityReservationsRequest { CapacityReservationIds = [id] })
        .CapacityReservations!);

    private string? StateOf(string id) => world.Run<DescribeInstancesResult>(
        "DescribeInstances", new DescribeInstancesRequest { InstanceIds = [id] })
        .Reservations![0].Instances![0].State!.Name;

    private Instance Launch(string target, string market) =>
        world.Run<Reservation>("RunInstances", Request(target, market)).Instances![0];

    private string Refused(RunInstancesRequest request) => world.Fail("RunInstances", request).Code;

    private static RunInstancesRequest Request(string? target, string? market = null) => new()
    {
        ImageId = "ami-ubuntu2204", InstanceType = "m5.large", MinCount = 1, MaxCount = 1,
        Placement = new() { AvailabilityZone = "us-east-1a" },
        InstanceMarketOptions = market is null ? null : new() { MarketType = market },
        CapacityReservationSpecification = target is null
            ? null
            : new() { CapacityReservationTarget = new() { CapacityReservationId = target } },
    };
}
