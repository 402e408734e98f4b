using System.Globalization;
using Virga.Ec2.InstanceTypes;
using Virga.Ec2.Zones;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.SpotInstances;

/// <summary>A type, a zone and a product, whose price is one.</summary>
internal sealed record SpotPool(InstanceTypeFacts Type, ZoneFacts Zone, string Product);

/// <summary>
/// Which prices a request asks for. There are a million and a half of them in a region, so that its filters are asked
/// in
/// three steps: of the pool, of the time, of the price.
/// </summary>
internal sealed class SpotPriceWish
{
    private const string VpcSuffix = " (Amazon VPC)";
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
    private const int DateLength = 10;

    private static readonly string[] Products =
        ["Linux/UNIX", "Red Hat Enterprise Linux", "SUSE Linux", "Windows"];

    /// <summary>AWS keeps the prices of 90 days.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    private static readonly Filters<SpotPrice> OfPool = new()
    {
        { "availability-zone", one => one.AvailabilityZone },
        { "availability-zone-id", one => one.AvailabilityZoneId },
        { "instance-type", one => one.InstanceType },
        { "product-description", one => one.ProductDescription },
    };

    private static readonly Filters<SpotPrice> OfTime = new() { { "timestamp", one => one.Timestamp } };
    private static readonly Filters<SpotPrice> OfPrice = new() { { "spot-price", one => one.SpotPriceValue } };

    private readonly DescribeSpotPriceHistoryRequest input;
    private readonly RegionFacts? region;
    private readonly List<Func<SpotPrice, bool>> poolTests;
    private readonly List<Func<SpotPrice, bool>> timeTests;
    private readonly List<Func<SpotPrice, bool>> priceTests;

    /// <summary>The prices that are asked for by themselves, without wildcards; null for all.</summary>
    private readonly List<decimal?>? exactPrices;

    private readonly DateTimeOffset start;
    private readonly DateTimeOffset end;
    private readonly bool isNothing;

    private SpotPriceWish(DescribeSpotPriceHistoryRequest input, WorldView at)
    {
        this.input = input;
        region = RegionCatalogue.Find(at.Region);
        var filters = input.Filters ?? [];
        timeTests = FactList.Tests(OfTime, filters.FindAll(one => one.Name == "timestamp"));
        priceTests = FactList.Tests(OfPrice, filters.FindAll(one => one.Name == "spot-price"));
        poolTests = FactList.Tests(OfPool, filters.FindAll(one => one.Name is not ("timestamp" or "spot-price")));
        exactPrices = Exact(filters.Find(one => one.Name == "spot-price")?.Values)?.ConvertAll(Price);
        var now = at.Now;
        end = input.EndTime is { } until && until < now ? until : now;
        start = input.StartTime is { } from && from > now - Kept ? from : now - Kept;
        var (earliest, latest) = Span(filters.Find(one => one.Name == "timestamp")?.Values);
        if (start > end) start = end;
        isNothing = earliest > end || input.EndTime < now - Kept;
        if (latest < end) end = latest < start ? start : latest;
        if (earliest > start && !isNothing) start = earliest;
    }

    /// <exception cref="AwsException">A filter is none.</exception>
    public static SpotPriceWish Of(DescribeSpotPriceHistoryRequest input, WorldView at) => new(input, at);

    /// <summary>The pools whose prices may be among them, in an order that does not change.</summary>
    public IEnumerable<SpotPool> Pools()
    {
        if (region is null || isNothing) yield break;
        var products = input.ProductDescriptions is { Count: > 0 } named ? named.ConvertAll(WithoutSuffix) : null;
        foreach (var type in Types())
        {
            if (!type.UsageClasses.Contains("spot")) continue;
            foreach (var zone in InstanceTypeOfferings.ZonesOf(region, type.Name).Where(IsWanted))
            {
                foreach (var product in Products)
                {
                    var pool = new SpotPool(type, zone, product);
                    if (products?.Contains(product) != false && IsPossible(pool)) yield return pool;
                }
            }
        }
    }

    /// <summary>The prices of a pool, the newest first.</summary>
    public IEnumerable<SpotPrice> Prices(SpotPool pool)
    {
        foreach (var since in SpotPrices.Changes(pool.Type, pool.Zone, pool.Product, start, end))
        {
            var price = Shape(pool);
            price.Timestamp = since;
            if (!timeTests.TrueForAll(test => test(price))) continue;
            price.SpotPriceValue = SpotPrices.PriceFrom(pool.Type, pool.Zone, pool.Product, since)
                .ToString("0.000000", CultureInfo.InvariantCulture);
            if (priceTests.TrueForAll(test => test(price))) yield return price;
        }
    }

    private IEnumerable<InstanceTypeFacts> Types() =>
        (input.InstanceTypes is { Count: > 0 } named ? named : Exact(Filter("instance-type"))) is { } names
            ? names.Select(InstanceTypeCatalogue.Find).OfType<InstanceTypeFacts>()
            : InstanceTypeCatalogue.All();

    private bool IsPossible(SpotPool pool)
    {
        var shape = Shape(pool);
        return poolTests.TrueForAll(test => test(shape)) && exactPrices?.Exists(price =>
            price is { } value && SpotPrices.MayBe(pool.Type, pool.Zone, pool.Product, value)) != false;
    }

    private bool IsWanted(ZoneFacts zone) =>
        (string.IsNullOrEmpty(input.AvailabilityZone) || zone.ZoneName == input.AvailabilityZone)
        && (string.IsNullOrEmpty(input.AvailabilityZoneId) || zone.ZoneId == input.AvailabilityZoneId);

    private List<string>? Filter(string name) => input.Filters?.Find(one => one.Name == name)?.Values;

    private static SpotPrice Shape(SpotPool pool) => new()
    {
        AvailabilityZone = pool.Zone.ZoneName,
        AvailabilityZoneId = pool.Zone.ZoneId,
        InstanceType = pool.Type.Name,
        ProductDescription = pool.Product,
    };

    /// <summary>Values that are what they say; null where one has wildcards, or there are none.</summary>
    private static List<string>? Exact(List<string>? values) =>
        values is { Count: > 0 } && !values.Exists(value => value.AsSpan().ContainsAny('*', '?')) ? values : null;

    private static decimal? Price(string text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var price)
            ? price
            : null;

    /// <summary>The time in which all values of the filter lie: a moment, a day, or all.</summary>
    private static (DateTimeOffset Earliest, DateTimeOffset Latest) Span(List<string>? values)
    {
        if (values is not { Count: > 0 }) return (DateTimeOffset.MinValue, DateTimeOffset.MaxValue);
        var (earliest, latest) = (DateTimeOffset.MaxValue, DateTimeOffset.MinValue);
        foreach (var value in values)
        {
            var (from, to) = SpanOf(value);
            if (from < earliest) earliest = from;
            if (to > latest) latest = to;
        }

        return (earliest, latest);
    }

    private static (DateTimeOffset Earliest, DateTimeOffset Latest) SpanOf(string value)
    {
        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        var wildcard = value.AsSpan().IndexOfAny('*', '?');
        if (wildcard < 0)
            return DateTimeOffset.TryParseExact(value, TimeFormat, CultureInfo.InvariantCulture, Utc, out var moment)
                ? (moment, moment)
                : (DateTimeOffset.MaxValue, DateTimeOffset.MinValue);
        return wildcard >= DateLength && DateTimeOffset.TryParseExact(
            value.AsSpan(0, DateLength), "yyyy-MM-dd", CultureInfo.InvariantCulture, Utc, out var day)
            ? (day, day > DateTimeOffset.MaxValue.AddDays(-1) ? DateTimeOffset.MaxValue : day.AddDays(1))
            : (DateTimeOffset.MinValue, DateTimeOffset.MaxValue);
    }

    private static string WithoutSuffix(string product) =>
        product.EndsWith(VpcSuffix, StringComparison.Ordinal) ? product[..^VpcSuffix.Length] : product;
}
