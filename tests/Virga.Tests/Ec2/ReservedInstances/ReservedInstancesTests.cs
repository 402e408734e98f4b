using Virga.Tests.Ec2.Fleets;
using Virga.Wire.Ec2;

namespace Virga.Tests.Ec2.ReservedInstances;

/// <summary>Reserved instances are offered, bought, changed, listed and retired.</summary>
public sealed class ReservedInstancesTests : IDisposable
{
    private readonly TestWorld world = new();

    [Fact]
    public void Offerings_are_paged_and_found_by_their_ids()
    {
        var first = Offerings(request => request.MaxResults = 5);
        var second = Offerings(request => (request.MaxResults, request.NextToken) = (5, first.NextToken));
        var ids = first.ReservedInstancesOfferings!.Concat(second.ReservedInstancesOfferings!)
            .Select(one => one.ReservedInstancesOfferingId!).ToList();

        Assert.Equal(10, ids.Distinct().Count());
        var named = Offerings(request => request.ReservedInstancesOfferingIds = [ids[7]]);
        Assert.Equal(ids[7], Assert.Single(named.ReservedInstancesOfferings!).ReservedInstancesOfferingId);
        Assert.Equal("InvalidReservedInstancesOfferingId", world.Fail("PurchaseReservedInstancesOffering",
            new PurchaseReservedInstancesOfferingRequest
            {
                InstanceCount = 1, ReservedInstancesOfferingId = "12345678-1234-4234-8234-123456789012",
            }).Code);
    }

    [Fact]
    public void A_purchase_is_paid_for_tagged_and_retired()
    {
        var id = Buy(2);
        Assert.Equal("payment-pending", Describe(id).State);
        FleetCases.Settle(world);
        world.Run<object>("CreateTags", new CreateTagsRequest
        {
            Resources = [id], Tags = [new() { Key = "a", Value = "b" }],
        });

        Assert.Equal(("active", 2, "a"),
            (Describe(id).State, Describe(id).InstanceCount, Assert.Single(Describe(id).Tags!).Key));
        world.Step(TimeSpan.FromDays(366));

        Assert.Equal("retired", Describe(id).State);
    }

    [Fact]
    public void A_queued_purchase_can_be_taken_back()
    {
        var id = Buy(1, request => request.PurchaseTime = world.Clock.GetUtcNow().AddDays(1));
        Assert.Equal("queued", Describe(id).State);

        var deleted = world.Run<DeleteQueuedReservedInstancesResult>("DeleteQueuedReservedInstances",
            new DeleteQueuedReservedInstancesRequest
            {
                ReservedInstancesIds = [id, "12345678-1234-4234-8234-123456789012"],
            });

        Assert.Equal(id, Assert.Single(deleted.SuccessfulQueuedPurchaseDeletions!).ReservedInstancesId);
        Assert.Equal("reserved-instances-id-invalid",
            Assert.Single(deleted.FailedQueuedPurchaseDeletions!).Error!.Code);
        Assert.Equal("queued-deleted", Describe(id).State);
    }

    [Fact]
    public void A_modification_conserves_the_footprint()
    {
        var id = Buy(2);
        FleetCases.Settle(world);
        ModifyReservedInstancesRequest To(string type, int count) => new()
        {
            ReservedInstancesIds = [id], TargetConfigurations = [new() { InstanceType = type, InstanceCount = count }],
        };

        Assert.Equal("InvalidParameterValue", world.Fail("ModifyReservedInstances", To("m5.xlarge", 2)).Code);
        var modification = world.Run<ModifyReservedInstancesResult>(
            "ModifyReservedInstances", To("m5.xlarge", 1)).ReservedInstancesModificationId;
        FleetCases.Settle(world);

        var shown = Assert.Single(world.Run<DescribeReservedInstancesModificationsResult>(
            "DescribeReservedInstancesModifications", new DescribeReservedInstancesModificationsRequest())
            .ReservedInstancesModifications!);
        Assert.Equal((modification, "fulfilled"), (shown.ReservedInstancesModificationId, shown.Status));
        Assert.Equal("retired", Describe(id).State);
        var result = Describe(Assert.Single(shown.ModificationResults!).ReservedInstancesId!);
        Assert.Equal(("m5.xlarge", 1, "active"), (result.InstanceType, result.InstanceCount, result.State));
    }

    [Fact]
    public void A_listing_is_made_and_taken_back()
    {
        var id = Buy(1);
        FleetCases.Settle(world);
        var made = world.Run<CreateReservedInstancesListingResult>("CreateReservedInstancesListing",
            new CreateReservedInstancesListingRequest
            {
                ReservedInstancesId = id, InstanceCount = 1, ClientToken = "t",
                PriceSchedules = [new() { Term = 11, Price = 10, CurrencyCode = "USD" }],
            }).ReservedInstancesListings![0];

        world.Run<object>("CancelReservedInstancesListing", new CancelReservedInstancesListingRequest
        {
            ReservedInstancesListingId = made.ReservedInstancesListingId,
        });

        Assert.Equal("active", made.Status);
        Assert.Equal("cancelled", Assert.Single(world.Run<DescribeReservedInstancesListingsResult>(
            "DescribeReservedInstancesListings", new DescribeReservedInstancesListingsRequest())
            .ReservedInstancesListings!).Status);
    }

    public void Dispose() => world.Dispose();

    private DescribeReservedInstancesOfferingsResult Offerings(
        Action<DescribeReservedInstancesOfferingsRequest> with)
    {
        var request = new DescribeReservedInstancesOfferingsRequest { InstanceType = "m5.large" };
        with(request);
        return world.Run<DescribeReservedInstancesOfferingsResult>("DescribeReservedInstancesOfferings", request);
    }

    private string Buy(int count, Action<PurchaseReservedInstancesOfferingRequest>? with = null)
    {
        var offer = Offerings(request =>
            (request.OfferingClass, request.OfferingType, request.MaxDuration, request.ProductDescription)
            = ("standard", "No Upfront", 31_536_000, "Linux/UNIX")).ReservedInstancesOfferings![0];
        var request = new PurchaseReservedInstancesOfferingRequest
        {
            InstanceCount = count, ReservedInstancesOfferingId = offer.ReservedInstancesOfferingId,
        };
        with?.Invoke(request);
        return world.Run<PurchaseReservedInstancesOfferingResult>(
            "PurchaseReservedInstancesOffering", request).ReservedInstancesId!;
    }

    private Virga.Wire.Ec2.ReservedInstances Describe(string id) =>
        Assert.Single(world.Run<DescribeReservedInstancesResult>(
            "DescribeReservedInstances", new DescribeReservedInstancesRequest { ReservedInstancesIds = [id] })
            .ReservedInstances!);
}
