using Virga.Ec2.InstanceTypes;
using Virga.Ec2.SpotInstances;
using Virga.Ec2.Zones;
using Xunit;

namespace Virga.Tests.Ec2.SpotInstances;

public sealed class SpotPricesTests
{
    private const string Linux = "Linux/UNIX";
    private static readonly DateTimeOffset Noon = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);
    private static readonly RegionFacts Virginia = RegionCatalogue.Find("us-east-1")!;

    private static InstanceTypeFacts Type(string name) => InstanceTypeCatalogue.Find(name)!;

    [Theory]
    [InlineData("m5.large", 0.096)]
    [InlineData("c5.4xlarge", 0.68)]
    [InlineData("r5.large", 0.126)]
    [InlineData("t3.micro", 0.0104)]
    public void On_demand_prices_are_near_those_of_AWS(string type, double price) =>
        Assert.InRange((double)SpotPrices.OnDemand(Type(type), Virginia, Linux), price * 0.88, price * 1.12);

    [Fact]
    public void Spot_is_a_share_of_on_demand_everywhere() =>
        Assert.All(InstanceTypeCatalogue.All(), type =>
        {
            var point = SpotPrices.At(type, Virginia.AvailabilityZones[0], Linux, Noon);
            var full = SpotPrices.OnDemand(type, Virginia, Linux);
            Assert.InRange(point.Price, full * 0.2m, full * 0.7m);
            Assert.InRange(point.Since, Noon.AddDays(-2), Noon);
        });

    [Fact]
    public void The_history_of_a_week_begins_before_it_and_changes_daily()
    {
        var zone = Virginia.AvailabilityZones[1];
        var points = SpotPrices.History(Type("m5.large"), zone, Linux, Noon.AddDays(-7), Noon).ToArray();
        Assert.Equal(8, points.Length);
        Assert.True(points[^1].Since <= Noon.AddDays(-7) && points[^2].Since > Noon.AddDays(-7));
        Assert.Equal(points.OrderByDescending(point => point.Since), points);
        Assert.Equal(points, SpotPrices.History(Type("m5.large"), zone, Linux, Noon.AddDays(-7), Noon));
        Assert.All(points, point => Assert.Equal(point, SpotPrices.At(Type("m5.large"), zone, Linux, point.Since)));
        Assert.True(points.Select(point => point.Price).Distinct().Count() > 3);
    }

    [Fact]
    public void Prices_have_six_decimals_and_windows_costs_more()
    {
        var zone = Virginia.AvailabilityZones[0];
        var linux = SpotPrices.At(Type("m5.large"), zone, Linux, Noon).Price;
        Assert.Matches(@"^0\.\d{6}$", linux.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Assert.True(SpotPrices.At(Type("m5.large"), zone, "Windows", Noon).Price > linux);
    }
}
