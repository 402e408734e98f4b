using Virga.Ec2.Zones;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.InstanceTypes;

/// <summary>Lists which types are sold where: in the region, or zone by zone.</summary>
internal sealed class DescribeInstanceTypeOfferings
    : IQuery<DescribeInstanceTypeOfferingsRequest, DescribeInstanceTypeOfferingsResult>
{
    private const int DefaultResults = 1_000;

    private static readonly Filters<InstanceTypeOffering> Filters = new()
    {
        { "instance-type", offering => offering.InstanceType },
        { "location", offering => offering.Location },
    };

    public static DescribeInstanceTypeOfferingsResult Run(DescribeInstanceTypeOfferingsRequest input, WorldView at)
    {
        var all = FactList.Filter(Offerings(input.LocationType ?? LocationType.Region, at), Filters, input.Filters);
        var page = PageToken.Slice(all, input.MaxResults ?? DefaultResults, input.NextToken);
        return new() { InstanceTypeOfferings = page.Items, NextToken = page.NextToken };
    }

    private static IEnumerable<InstanceTypeOffering> Offerings(string kind, WorldView at)
    {
        if (RegionCatalogue.Find(at.Region) is not { } region) return [];
        return
            from sold in InstanceTypeOfferings.In(region)
            from place in Places(kind, region, sold.Zones)
            select new InstanceTypeOffering { InstanceType = sold.InstanceType, LocationType = kind, Location = place };
    }

    private static IEnumerable<string> Places(string kind, RegionFacts region, IReadOnlyList<ZoneFacts> zones) =>
        kind switch
        {
            LocationType.AvailabilityZone => zones.Select(zone => zone.ZoneName),
            LocationType.AvailabilityZoneId => zones.Select(zone => zone.ZoneId),
            LocationType.Region => [region.Name],
            _ => [],
        };
}
