using Virga.Wire.Ec2;

namespace Virga.Tests.Ec2.HostReservations;

/// <summary>Hosts are reserved for their family, and convertible reserved instances are exchanged by worth.</summary>
public sealed class HostReservationTests : IDisposable
{
    private readonly TestWorld world = new();

    [Fact]
    public void A_reserved_host_names_its_reservation_and_stays()
    {
        var host = world.Run<AllocateHostsResult>("AllocateHosts", new AllocateHostsRequest
        {
            InstanceType = "c5.large", AvailabilityZone = "us-east-1a", Quantity = 1,
        }).HostIds![0];
        var offers = world.Run<DescribeHostReservationOfferingsResult>(
            "DescribeHostReservationOfferings", new DescribeHostReservationOfferingsRequest
            {
                Filter = [new() { Name = "instance-family", Values = ["c5"] }],
            }).OfferingSet!;
        var offer = offers.First(one => one.PaymentOption == "AllUpfront" && one.Duration == 31_536_000);

        var preview = world.Run<GetHostReservationPurchasePreviewResult>(
            "GetHostReservationPurchasePreview", new GetHostReservationPurchasePreviewRequest
            {
                OfferingId = offer.OfferingId, HostIdSet = [host],
            });
        var request = new PurchaseHostReservationRequest { OfferingId = offer.OfferingId, HostIdSet = [host] };
        var bought = world.Run<PurchaseHostReservationResult>("PurchaseHostReservation", request);

        Assert.Equal(6, offers.Count);
        Assert.Equal((offer.UpfrontPrice, "0.000"), (preview.TotalUpfrontPrice, preview.TotalHourlyPrice));
        var id = Assert.Single(bought.Purchase!).HostReservationId;
        Assert.Equal(id, world.Run<DescribeHostsResult>("DescribeHosts", new DescribeHostsRequest())
            .Hosts![0].HostReservationId);
        Assert.Equal("InvalidParameterValue", world.Fail("PurchaseHostReservation", request).Code);
        Assert.Equal("InvalidHostState", Assert.Single(world.Run<ReleaseHostsResult>(
            "ReleaseHosts", new ReleaseHostsRequest { HostIds = [host] }).Unsuccessful!).Error!.Code);
        world.Step(TimeSpan.FromDays(366));
        Assert.Equal("retired", Assert.Single(world.Run<DescribeHostReservationsResult>(
            "DescribeHostReservations", new DescribeHostReservationsRequest()).HostReservationSet!).State);
    }

    [Fact]
    public void An_exchange_is_of_the_same_worth_or_more()
    {
        var source = Buy(Offering("m5.large", "convertible"), 4);
        var standard = Buy(Offering("m5.large", "standard"), 1);
        var target = Offering("c5.large", "convertible");

        GetReservedInstancesExchangeQuoteResult Quote(string id, int? count) =>
            world.Run<GetReservedInstancesExchangeQuoteResult>(
                "GetReservedInstancesExchangeQuote", new GetReservedInstancesExchangeQuoteRequest
                {
                    ReservedInstanceIds = [id],
                    TargetConfigurations = [new() { OfferingId = target, InstanceCount = count }],
                });
        Assert.True(Quote(source, null).IsValidExchange);
        Assert.False(Quote(source, 1).IsValidExchange);
        Assert.False(Quote(standard, 9).IsValidExchange);
        var count = Quote(source, null).TargetConfigurationValueSet![0].TargetConfiguration!.InstanceCount;
        world.Run<object>("AcceptReservedInstancesExchangeQuote", new AcceptReservedInstancesExchangeQuoteRequest
        {
            ReservedInstanceIds = [source], TargetConfigurations = [new() { OfferingId = target }],
        });
        var all = world.Run<DescribeReservedInstancesResult>(
            "DescribeReservedInstances", new DescribeReservedInstancesRequest()).ReservedInstances!;
        Assert.Equal("retired", all.First(one => one.ReservedInstancesId == source).State);
        Assert.Equal(count, all.First(one => one.InstanceType == "c5.large").InstanceCount);
    }

    public void Dispose() => world.Dispose();

    private string Offering(string type, string @class) => world.Run<DescribeReservedInstancesOfferingsResult>(
        "DescribeReservedInstancesOfferings", new DescribeReservedInstancesOfferingsRequest
        {
            InstanceType = type, OfferingClass = @class, OfferingType = "No Upfront",
            ProductDescription = "Linux/UNIX",
        }).ReservedInstancesOfferings!.First(one => one.Duration == 31_536_000).ReservedInstancesOfferingId!;

    private string Buy(string offering, int count)
    {
        var id = world.Run<PurchaseReservedInstancesOfferingResult>(
            "PurchaseReservedInstancesOffering", new PurchaseReservedInstancesOfferingRequest
            {
                ReservedInstancesOfferingId = offering, InstanceCount = count,
            }).ReservedInstancesId!;
        world.Step(TimeSpan.FromSeconds(5));
        return id;
    }
}
