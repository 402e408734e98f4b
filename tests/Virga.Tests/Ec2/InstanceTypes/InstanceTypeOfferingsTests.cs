using Virga.Ec2.InstanceTypes;
using Virga.Ec2.Zones;
using Xunit;

namespace Virga.Tests.Ec2.InstanceTypes;

public sealed class InstanceTypeOfferingsTests
{
    private static RegionFacts Region(string name) => RegionCatalogue.Find(name)!;

    [Theory]
    [InlineData("us-east-1", 1243)]
    [InlineData("us-west-2", 1237)]
    [InlineData("eu-west-1", 986)]
    [InlineData("me-south-1", 254)]
    public void A_region_sells_what_was_recorded(string region, int count) =>
        Assert.Equal(count, InstanceTypeOfferings.In(Region(region)).Count());

    [Fact]
    public void The_old_zone_of_us_east_1_sells_little()
    {
        var zone = Region("us-east-1").FindZone("us-east-1e")!;
        Assert.Equal("use1-az3", zone.ZoneId);
        Assert.Equal(58, InstanceTypeOfferings.In(Region("us-east-1")).Count(sold => sold.Zones.Contains(zone)));
        Assert.True(InstanceTypeOfferings.IsOffered(zone, "t2.micro"));
        Assert.False(InstanceTypeOfferings.IsOffered(zone, "t3.micro"));
    }

    [Fact]
    public void Every_zone_sells_something_and_t3_micro_was_not_recorded_in_the_emirates()
    {
        Assert.All(RegionCatalogue.All(), region =>
        {
            var sold = InstanceTypeOfferings.In(region).ToArray();
            Assert.All(region.AvailabilityZones, zone =>
                Assert.True(sold.Count(type => type.Zones.Contains(zone)) >= 58, zone.ZoneName));
        });
        Assert.Equal(["me-central-1"], RegionCatalogue.All()
            .Where(region => !InstanceTypeOfferings.IsOffered(region, "t3.micro")).Select(region => region.Name));
    }

    [Fact]
    public void Every_type_is_sold_somewhere() =>
        Assert.All(InstanceTypeCatalogue.Names(), type =>
            Assert.Contains(RegionCatalogue.All(), region => InstanceTypeOfferings.IsOffered(region, type)));

    [Fact]
    public void Only_types_of_the_catalogue_are_sold() =>
        Assert.Empty(InstanceTypeOfferings.In(Region("us-east-1")).Select(sold => sold.InstanceType)
            .Except(InstanceTypeCatalogue.Names()));

    [Fact]
    public void A_region_without_facts_sells_what_its_like_sells() =>
        Assert.Equal(
            InstanceTypeOfferings.In(Region("ap-southeast-5")).Select(sold => sold.InstanceType),
            InstanceTypeOfferings.In(Region("mx-central-1")).Select(sold => sold.InstanceType));

    [Fact]
    public void An_unknown_type_and_a_local_zone_have_no_offerings()
    {
        Assert.False(InstanceTypeOfferings.IsOffered(Region("us-east-1"), "x.y"));
        Assert.False(InstanceTypeOfferings.IsOffered(Region("us-west-2").FindZone("us-west-2-lax-1a")!, "t3.micro"));
    }
}
