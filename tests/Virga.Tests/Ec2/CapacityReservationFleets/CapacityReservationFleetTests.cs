using Virga.State;
using Virga.Wire.Ec2;
using Scope = Virga.State.Scope;

namespace Virga.Tests.Ec2.CapacityReservationFleets;

/// <summary>Fleets of reservations, who pays for them, and more time for capacity blocks.</summary>
public sealed class CapacityReservationFleetTests : IDisposable
{
    private readonly TestWorld world = new();

    [Fact]
    public void A_fleet_reserves_by_weight_follows_its_target_and_ends_with_its_reservations()
    {
        var made = world.Run<CreateCapacityReservationFleetResult>(
            "CreateCapacityReservationFleet", new CreateCapacityReservationFleetRequest
            {
                TotalTargetCapacity = 10,
                InstanceTypeSpecifications =
                [
                    new() { InstanceType = "m5.large", InstancePlatform = "Linux/UNIX", Weight = 1, Priority = 2 },
                    new() { InstanceType = "m5.xlarge", InstancePlatform = "Linux/UNIX", Weight = 4, Priority = 1 },
                ],
            });

        var held = Assert.Single(made.FleetCapacityReservations!);
        Assert.Equal(("active", "m5.xlarge", 3, 12.0),
            (made.State, held.InstanceType, held.TotalInstanceCount, made.TotalFulfilledCapacity));
        var id = made.CapacityReservationFleetId!;
        world.Run<object>("ModifyCapacityReservationFleet", new ModifyCapacityReservationFleetRequest
        {
            CapacityReservationFleetId = id, TotalTargetCapacity = 4,
        });
        Assert.Equal(1, Reservation(held.CapacityReservationId!).TotalInstanceCount);
        Assert.Equal("OperationNotPermitted", world.Fail(
            "ModifyCapacityReservation", new ModifyCapacityReservationRequest
            {
                CapacityReservationId = held.CapacityReservationId, InstanceCount = 9,
            }).Code);

        var cancelled = world.Run<CancelCapacityReservationFleetsResult>(
            "CancelCapacityReservationFleets", new CancelCapacityReservationFleetsRequest
            {
                CapacityReservationFleetIds = [id, "crf-0123456789abcdef0"],
            });
        Assert.Equal("cancelled", Assert.Single(cancelled.SuccessfulFleetCancellations!).CurrentFleetState);
        Assert.Equal("InvalidCapacityReservationFleetId.NotFound", Assert.Single(cancelled.FailedFleetCancellations!)
            .CancelCapacityReservationFleetError!.Code);
        Assert.Equal("cancelled", Reservation(held.CapacityReservationId!).State);
    }

    [Fact]
    public void Another_account_accepts_to_pay_and_the_owner_takes_it_back()
    {
        var id = Reserve();
        world.Run<object>(
            "AssociateCapacityReservationBillingOwner", new AssociateCapacityReservationBillingOwnerRequest
            {
                CapacityReservationId = id, UnusedReservationBillingOwnerId = "210987654321",
            });
        var payer = new Scope("210987654321", "us-east-1");
        Run(payer, "AcceptCapacityReservationBillingOwnership",
            new AcceptCapacityReservationBillingOwnershipRequest { CapacityReservationId = id });

        Assert.Equal("210987654321", Reservation(id).UnusedReservationBillingOwnerId);
        var asked = (DescribeCapacityReservationBillingRequestsResult)Run(
            payer, "DescribeCapacityReservationBillingRequests",
            new DescribeCapacityReservationBillingRequestsRequest { Role = "unused-reservation-billing-owner" });
        var request = Assert.Single(asked.CapacityReservationBillingRequests!);
        Assert.Equal((TestWorld.Account, "accepted"), (request.RequestedBy, request.Status));
        world.Run<object>("DisassociateCapacityReservationBillingOwner",
            new DisassociateCapacityReservationBillingOwnerRequest
            {
                CapacityReservationId = id, UnusedReservationBillingOwnerId = "210987654321",
            });
        Assert.Null(Reservation(id).UnusedReservationBillingOwnerId);
    }

    [Fact]
    public void A_block_that_is_extended_ends_later()
    {
        var offer = world.Run<DescribeCapacityBlockOfferingsResult>(
            "DescribeCapacityBlockOfferings", new DescribeCapacityBlockOfferingsRequest
            {
                InstanceType = "p5.48xlarge", InstanceCount = 1, CapacityDurationHours = 24,
            }).CapacityBlockOfferings![0];
        var block = world.Run<PurchaseCapacityBlockResult>("PurchaseCapacityBlock", new PurchaseCapacityBlockRequest
        {
            CapacityBlockOfferingId = offer.CapacityBlockOfferingId, InstancePlatform = "Linux/UNIX",
        }).CapacityReservation!;
        var id = block.CapacityReservationId;
        var more = Assert.Single(world.Run<DescribeCapacityBlockExtensionOfferingsResult>(
            "DescribeCapacityBlockExtensionOfferings", new DescribeCapacityBlockExtensionOfferingsRequest
            {
                CapacityReservationId = id, CapacityBlockExtensionDurationHours = 48,
            }).CapacityBlockExtensionOfferings!);

        world.Run<object>("PurchaseCapacityBlockExtension", new PurchaseCapacityBlockExtensionRequest
        {
            CapacityReservationId = id,
            CapacityBlockExtensionOfferingId = more.CapacityBlockExtensionOfferingId,
        });

        Assert.Equal(block.EndDate!.Value.AddHours(48), Reservation(id!).EndDate);
        Assert.Equal(more.CapacityBlockExtensionOfferingId, Assert.Single(
            world.Run<DescribeCapacityBlockExtensionHistoryResult>(
                "DescribeCapacityBlockExtensionHistory", new DescribeCapacityBlockExtensionHistoryRequest())
                .CapacityBlockExtensions!).CapacityBlockExtensionOfferingId);
        Assert.Equal("InvalidCapacityBlockExtensionOfferingId.NotFound", world.Fail(
            "PurchaseCapacityBlockExtension", new PurchaseCapacityBlockExtensionRequest
            {
                CapacityReservationId = id,
                CapacityBlockExtensionOfferingId = more.CapacityBlockExtensionOfferingId,
            }).Code);
    }

    public void Dispose() => world.Dispose();

    private object Run(Scope scope, string operation, object input)
    {
        var api = Virga.Service.ServiceApi.Named("ec2")!;
        return world.Dispatcher.RunAsync(
            api, api.Find(operation)!, input, scope, Caller.System(scope.Account), default, _ => [], default)
            .AsTask().GetAwaiter().GetResult()!;
    }

    private string Reserve() => world.Run<CreateCapacityReservationResult>(
        "CreateCapacityReservation", new CreateCapacityReservationRequest
        {
            InstanceType = "m5.large", InstancePlatform = "Linux/UNIX", AvailabilityZone = "us-east-1a",
            InstanceCount = 2,
        }).CapacityReservation!.CapacityReservationId!;

    private CapacityReservation Reservation(string id) => Assert.Single(
        world.Run<DescribeCapacityReservationsResult>(
            "DescribeCapacityReservations", new DescribeCapacityReservationsRequest { CapacityReservationIds = [id] })
            .CapacityReservations!);
}
