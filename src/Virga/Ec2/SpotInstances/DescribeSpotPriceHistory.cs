using System.Globalization;
using Virga.Ec2.InstanceTypes;
using Virga.Ec2.Zones;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.SpotInstances;

/// <summary>
/// Lists spot prices of the model in <see cref="SpotPrices"/>, pool by pool, each pool's newest first. A page token
/// names a pool and a point in it, so that no page costs more than another.
/// </summary>
internal sealed class DescribeSpotPriceHistory
    : IQuery<DescribeSpotPriceHistoryRequest, DescribeSpotPriceHistoryResult>
{
    private const int MaxPageSize = 1_000;

    /// <summary>More points than a pool has in 90 days.</summary>
    private const int PointsPerPool = 128;

    private const string VpcSuffix = " (Amazon VPC)";
    private static readonly string[] Products =
        ["Linux/UNIX", "Red Hat Enterprise Linux", "SUSE Linux", "Windows"];

    /// <summary>AWS keeps the prices of 90 days.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    private static readonly Filters<SpotPrice> Filters = new()
    {
        { "availability-zone", one => one.AvailabilityZone },
        { "availability-zone-id", one => one.AvailabilityZoneId },
        { "instance-type", one => one.InstanceType },
        { "product-description", one => one.ProductDescription },
        { "spot-price", one => one.SpotPriceValue },
        { "timestamp", one => one.Timestamp },
    };

    public static DescribeSpotPriceHistoryResult Run(DescribeSpotPriceHistoryRequest input, WorldView at)
    {
        var limit = Math.Min(input.MaxResults is null or 0 ? MaxPageSize : input.MaxResults.Value, MaxPageSize);
        var (first, skipped) = Math.DivRem(PageToken.Read(input.NextToken), PointsPerPool);
        var items = new List<SpotPrice>();
        var index = 0L;
        foreach (var pool in Pools(input, at))
        {
            if (index++ < first) continue;
            var points = FactList.Filter(Points(pool, input, at).Take(PointsPerPool), Filters, input.Filters);
            for (var i = index - 1 == first ? (int)skipped : 0; i < points.Count; i++)
            {
                if (items.Count == limit)
                    return new()
                    {
                        SpotPriceHistory = items, NextToken = PageToken.After((index - 1) * PointsPerPool + i),
                    };
                items.Add(points[i]);
            }
        }

        return new() { SpotPriceHistory = items, NextToken = "" };
    }

    private static IEnumerable<Pool> Pools(DescribeSpotPriceHistoryRequest input, WorldView at)
    {
        if (RegionCatalogue.Find(at.Region) is not { } region) yield break;
        var products = Wanted(input.ProductDescriptions, "product-description", input)
            ?.ConvertAll(WithoutSuffix);
        var types = Wanted(input.InstanceTypes, "instance-type", input);
        foreach (var name in types ?? InstanceTypeCatalogue.Names())
        {
            var facts = new Lazy<InstanceTypeFacts?>(() => InstanceTypeCatalogue.Find(name));
            foreach (var zone in InstanceTypeOfferings.ZonesOf(region, name).Where(zone => IsWanted(zone, input)))
            {
                if (facts.Value?.UsageClasses.Contains("spot") != true) continue;
                foreach (var product in Products.Where(one => products?.Contains(one) != false))
                    yield return new(facts.Value, zone, product);
            }
        }
    }

    private static IEnumerable<SpotPrice> Points(Pool pool, DescribeSpotPriceHistoryRequest input, WorldView at)
    {
        var end = input.EndTime is { } asked && asked < at.Now ? asked : at.Now;
        var start = input.StartTime is { } from && from > at.Now - Kept ? from : at.Now - Kept;
        return SpotPrices.History(pool.Type, pool.Zone, pool.Product, start < end ? start : end, end)
            .Select(point => new SpotPrice
            {
                AvailabilityZone = pool.Zone.ZoneName,
                AvailabilityZoneId = pool.Zone.ZoneId,
                InstanceType = pool.Type.Name,
                ProductDescription = pool.Product,
                SpotPriceValue = point.Price.ToString("0.000000", CultureInfo.InvariantCulture),
                Timestamp = point.Since,
            });
    }

    /// <summary>What the request names, as a parameter or as a filter without wildcards; null for everything.</summary>
    private static List<string>? Wanted(List<string>? named, string filter, DescribeSpotPriceHistoryRequest input)
    {
        if (named is { Count: > 0 }) return named;
        var values = input.Filters?.Find(one => one.Name == filter)?.Values;
        return values is { Count: > 0 } && !values.Exists(value => value.AsSpan().ContainsAny('*', '?'))
            ? values
            : null;
    }

    private static bool IsWanted(ZoneFacts zone, DescribeSpotPriceHistoryRequest input) =>
        (string.IsNullOrEmpty(input.AvailabilityZone) || zone.ZoneName == input.AvailabilityZone)
        && (string.IsNullOrEmpty(input.AvailabilityZoneId) || zone.ZoneId == input.AvailabilityZoneId);

    private static string WithoutSuffix(string product) =>
        product.EndsWith(VpcSuffix, StringComparison.Ordinal) ? product[..^VpcSuffix.Length] : product;

    private sealed record Pool(InstanceTypeFacts Type, ZoneFacts Zone, string Product);
}
