using Virga.Ec2.Zones;
using Xunit;

namespace Virga.Tests.Ec2.Zones;

public sealed class RegionCatalogueTests
{
    private static RegionFacts Region(string name) => RegionCatalogue.Find(name)!;

    [Fact]
    public void Zones_of_us_east_1_are_those_of_the_recording()
    {
        var zones = Region("us-east-1").AvailabilityZones;
        Assert.Equal(
            ["us-east-1a use1-az6", "us-east-1b use1-az1", "us-east-1c use1-az2", "us-east-1d use1-az4",
                "us-east-1e use1-az3", "us-east-1f use1-az5"],
            zones.Select(zone => $"{zone.ZoneName} {zone.ZoneId}"));
        Assert.All(zones, zone =>
        {
            Assert.Equal("us-east-1-zg-1", zone.GroupName);
            Assert.Equal("US East (N. Virginia) 1", zone.GroupLongName);
            Assert.Equal("us-east-1", zone.NetworkBorderGroup);
            Assert.Equal("availability-zone", zone.ZoneType);
            Assert.Null(zone.Parent);
        });
    }

    [Fact]
    public void A_region_has_its_endpoint_name_and_opt_in()
    {
        Assert.Equal("ec2.us-east-1.amazonaws.com", Region("us-east-1").Ec2Endpoint);
        Assert.Equal("ec2.cn-north-1.amazonaws.com.cn", Region("cn-north-1").Ec2Endpoint);
        Assert.False(Region("us-east-1").IsOptInRequired);
        Assert.True(Region("af-south-1").IsOptInRequired);
        Assert.Equal(17, RegionCatalogue.In("aws").Count(region => region.IsOptInRequired));
        Assert.Equal(17, RegionCatalogue.In("aws").Count(region => !region.IsOptInRequired));
    }

    [Fact]
    public void Local_and_wavelength_zones_are_named_after_their_ids()
    {
        var local = Region("us-west-2").FindZone("usw2-lax1-az2")!;
        Assert.Equal(("us-west-2-lax-1b", "us-west-2-lax-1", "US West (Los Angeles)", "us-west-2-lax-1", "local-zone"),
            (local.ZoneName, local.GroupName, local.GroupLongName, local.NetworkBorderGroup, local.ZoneType));
        Assert.Equal("usw2-az4", local.Parent!.ZoneId);
        var wavelength = Region("us-east-1").FindZone("us-east-1-wl1-bos-wlz-1")!;
        Assert.Equal(("use1-wl1-bos-wlz1", "us-east-1-wl1", "us-east-1-wl1-bos-wlz-1", "wavelength-zone"),
            (wavelength.ZoneId, wavelength.GroupName, wavelength.NetworkBorderGroup, wavelength.ZoneType));
    }

    [Fact]
    public void Names_and_ids_of_zones_are_unique()
    {
        var zones = RegionCatalogue.All().SelectMany(region => region.AllZones).ToArray();
        Assert.Equal(zones.Length, zones.Select(zone => zone.ZoneName).Distinct().Count());
        Assert.Equal(zones.Length, zones.Select(zone => zone.ZoneId).Distinct().Count());
        Assert.All(RegionCatalogue.All(), region => Assert.InRange(region.AvailabilityZones.Count, 2, 6));
        Assert.Equal(39, RegionCatalogue.All().Count());
    }

    [Theory]
    [InlineData("us-east-1", "aws", "amazonaws.com")]
    [InlineData("eu-neverland-9", "aws", "amazonaws.com")]
    [InlineData("local", "aws", "amazonaws.com")]
    [InlineData("us-gov-west-1", "aws-us-gov", "amazonaws.com")]
    [InlineData("cn-northwest-1", "aws-cn", "amazonaws.com.cn")]
    [InlineData("us-iso-east-1", "aws-iso", "c2s.ic.gov")]
    [InlineData("eusc-de-east-1", "aws-eusc", "amazonaws.eu")]
    public void A_partition_follows_from_the_name_of_a_region(string region, string partition, string suffix)
    {
        var found = PartitionFacts.OfRegion(region);
        Assert.Equal((partition, suffix), (found.Name, found.DnsSuffix));
        Assert.All(RegionCatalogue.All(), known => Assert.Equal(known.Partition, PartitionFacts.OfRegion(known.Name)));
    }

    [Fact]
    public void An_unknown_region_is_not_found() => Assert.Null(RegionCatalogue.Find("us-east-9"));
}
