using Virga.Ec2.HostReservations;
using Virga.Ec2.InstanceTypes;
using Virga.Ec2.ReservedInstances;
using Virga.Ec2.SpotInstances;
using Virga.Wire.Ec2;

namespace Virga.Tests.Ec2.SpotInstances;

/// <summary>Lists that are derived cost what they show, whatever was asked. Work is measured by what it
/// allocates, which no load on the machine changes.</summary>
public sealed class SpotPriceHistoryTests : IDisposable
{
    private readonly TestWorld world = new();

    /// <summary>Name and value of each filter that leads nowhere or far.</summary>
    public static TheoryData<string, string> Filters => new()
    {
        { "timestamp", "x" }, { "timestamp", "1999-01-01T00:00:00.000Z" }, { "spot-price", "x" },
        { "spot-price", "999999" }, { "instance-type", "zz*" }, { "availability-zone", "x" },
        { "product-description", "x" },
    };

    [Fact]
    public void A_page_without_filters_makes_little_more_than_it_shows()
    {
        Page(new());
        var few = Allocated(() => Page(new() { MaxResults = 10 }));
        var many = Allocated(() => Page(new()));

        Assert.Equal(1_000, Page(new()).SpotPriceHistory!.Count);
        Assert.True(many < WholeTypes(), $"{many} bytes for a page, {WholeTypes()} for all types");
        Assert.True(few < many / 4, $"{few} bytes for 10 prices, {many} for 1,000");
    }

    [Theory]
    [MemberData(nameof(Filters))]
    public void A_filter_that_finds_nothing_makes_no_prices(string name, string value)
    {
        var request = new DescribeSpotPriceHistoryRequest { Filters = [new() { Name = name, Values = [value] }] };
        Page(request);
        var used = Allocated(() => Assert.Empty(Page(request).SpotPriceHistory!));

        // A million and a half of prices would be a hundred times that.
        Assert.True(used < 12 * WholeTypes(), $"{used} bytes, {WholeTypes()} for all types");
    }

    [Fact]
    public void The_ends_of_time_are_times_without_prices()
    {
        Assert.Empty(Page(With("timestamp", "9999-12-31T*")).SpotPriceHistory!);
        Assert.Empty(Page(With("timestamp", "0001-01-01T*")).SpotPriceHistory!);
        Assert.Empty(Page(new() { InstanceTypes = ["m5.large"], EndTime = DateTimeOffset.MinValue }).SpotPriceHistory!);
        Assert.NotEmpty(Page(new()
        {
            InstanceTypes = ["m5.large"], StartTime = DateTimeOffset.MinValue, EndTime = DateTimeOffset.MaxValue,
        }).SpotPriceHistory!);
    }

    [Fact]
    public void Filters_of_time_and_price_find_what_is_there()
    {
        var all = Page(
            new() { InstanceTypes = ["m5.large"], AvailabilityZone = "us-east-1a" }).SpotPriceHistory!;
        var one = all[all.Count / 2];
        var time = one.Timestamp!.Value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", null);

        var byTime = Page(With("timestamp", time)).SpotPriceHistory!;
        var byDay = Page(With("timestamp", time[..10] + "*")).SpotPriceHistory!;
        var byPrice = Page(With("spot-price", one.SpotPriceValue!)).SpotPriceHistory!;

        Assert.Contains(Key(one), byTime.Select(Key));
        Assert.Equal(all.Where(it => it.Timestamp == one.Timestamp).Select(Key), byTime.Select(Key));
        Assert.Equal(
            all.Where(it => it.Timestamp!.Value.Date == one.Timestamp.Value.Date).Select(Key), byDay.Select(Key));
        Assert.Equal(all.Where(it => it.SpotPriceValue == one.SpotPriceValue).Select(Key), byPrice.Select(Key));
    }

    [Fact]
    public void Offers_without_a_type_cost_what_a_page_shows()
    {
        DescribeReservedInstancesOfferings.Run(new(), world.View);
        DescribeHostReservationOfferings.Run(new(), world.View);

        var reserved = Allocated(() => DescribeReservedInstancesOfferings.Run(new(), world.View));
        var hosts = Allocated(() => DescribeHostReservationOfferings.Run(new() { MaxResults = 5 }, world.View));

        Assert.True(reserved < WholeTypes(), $"{reserved} bytes, {WholeTypes()} for all types");
        Assert.True(hosts < 2 * WholeTypes(), $"{hosts} bytes, {WholeTypes()} for all types");
        Assert.All(
            DescribeReservedInstancesOfferings.Run(new() { MaxResults = 5 }, world.View).ReservedInstancesOfferings!,
            offer => Assert.Equal(offer.InstanceType, Assert.Single(DescribeReservedInstancesOfferings.Run(
                new() { ReservedInstancesOfferingIds = [offer.ReservedInstancesOfferingId!] }, world.View)
                .ReservedInstancesOfferings!).InstanceType));
    }

    public void Dispose() => world.Dispose();

    private DescribeSpotPriceHistoryResult Page(DescribeSpotPriceHistoryRequest request) =>
        DescribeSpotPriceHistory.Run(request, world.View);

    private static DescribeSpotPriceHistoryRequest With(string filter, string value) => new()
    {
        InstanceTypes = ["m5.large"],
        AvailabilityZone = "us-east-1a",
        Filters = [new() { Name = filter, Values = [value] }],
    };

    private static (string?, string?, DateTimeOffset?) Key(SpotPrice one) =>
        (one.AvailabilityZone, one.ProductDescription, one.Timestamp);

    /// <summary>What it takes to list all types whole.</summary>
    private static long WholeTypes() => Allocated(() => Assert.NotEmpty(InstanceTypeCatalogue.All().ToList()));

    private static long Allocated(Action work)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        work();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
