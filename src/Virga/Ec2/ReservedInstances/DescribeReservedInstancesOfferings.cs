using Virga.Ec2.Zones;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.ReservedInstances;

/// <summary>Lists what reserved instances can be bought; nobody sells any on the market place.</summary>
internal sealed class DescribeReservedInstancesOfferings
    : IQuery<DescribeReservedInstancesOfferingsRequest, DescribeReservedInstancesOfferingsResult>
{
    private const int MaxPageSize = 100;

    private static readonly Filters<ReservedInstancesOffering> Filters = new()
    {
        { "availability-zone", one => one.AvailabilityZone },
        { "availability-zone-id", one => one.AvailabilityZoneId },
        { "duration", one => one.Duration },
        { "fixed-price", one => Number(one.FixedPrice) },
        { "instance-type", one => one.InstanceType },
        { "marketplace", one => one.Marketplace },
        { "product-description", one => one.ProductDescription },
        { "reserved-instances-offering-id", one => one.ReservedInstancesOfferingId },
        { "scope", one => one.Scope },
        { "usage-price", one => Number(one.UsagePrice) },
    };

    public static DescribeReservedInstancesOfferingsResult Run(
        DescribeReservedInstancesOfferingsRequest input, WorldView at)
    {
        var tests = FactList.Tests(Filters, input.Filters);
        if (input.MaxResults < 0)
            throw CommonErrors.InvalidParameterValue($"Invalid value '{input.MaxResults}' for MaxResults.");
        var limit = Math.Min(input.MaxResults ?? MaxPageSize, MaxPageSize);
        var start = PageToken.Read(input.NextToken);
        var found = Offers(input, at).Where(offer => IsWanted(offer, input)).Select(View)
            .Where(one => tests.TrueForAll(test => test(one))).Skip((int)start).Take(limit + 1).ToList();
        var hasMore = found.Count > limit;
        if (hasMore) found.RemoveAt(limit);
        return new()
        {
            ReservedInstancesOfferings = found, NextToken = hasMore ? PageToken.After(start + limit) : null,
        };
    }

    public static ReservedInstancesOffering View(ReservedOffering offer) => new()
    {
        ReservedInstancesOfferingId = offer.Id,
        InstanceType = offer.Type.Name,
        AvailabilityZone = offer.Zone?.ZoneName,
        AvailabilityZoneId = offer.Zone?.ZoneId,
        Scope = offer.Zone is null ? Wire.Ec2.Scope.Region : Wire.Ec2.Scope.AvailabilityZone,
        ProductDescription = offer.Product,
        InstanceTenancy = Tenancy.Default,
        OfferingClass = offer.Class,
        OfferingType = offer.Payment,
        Duration = offer.DurationSeconds,
        CurrencyCode = CurrencyCodeValues.USD,
        FixedPrice = offer.FixedPrice,
        UsagePrice = 0,
        RecurringCharges = [new() { Amount = offer.RecurringPrice, Frequency = RecurringChargeFrequency.Hourly }],
        PricingDetails = [],
        Marketplace = false,
    };

    private static IEnumerable<ReservedOffering> Offers(DescribeReservedInstancesOfferingsRequest input, WorldView at)
    {
        if (input.ReservedInstancesOfferingIds is { Count: > 0 } ids)
            return ids.ConvertAll(id => ReservedOffering.Find(id, at));
        var type = input.InstanceType
            ?? (input.Filters?.Find(one => one.Name == "instance-type")?.Values is [var only]
                && !only.AsSpan().ContainsAny('*', '?') ? only : null);
        return RegionCatalogue.Find(at.Region) is { } region ? ReservedOffering.In(region, type) : [];
    }

    private static bool IsWanted(ReservedOffering offer, DescribeReservedInstancesOfferingsRequest input) =>
        (input.AvailabilityZone is null || offer.Zone?.ZoneName == input.AvailabilityZone)
        && (input.AvailabilityZoneId is null || offer.Zone?.ZoneId == input.AvailabilityZoneId)
        && (input.OfferingClass is null || offer.Class == input.OfferingClass)
        && (input.OfferingType is null || offer.Payment == input.OfferingType)
        && (input.ProductDescription is null
            || input.ProductDescription.Replace(" (Amazon VPC)", "", StringComparison.Ordinal) == offer.Product)
        && (input.MinDuration is null || offer.DurationSeconds >= input.MinDuration)
        && (input.MaxDuration is null || offer.DurationSeconds <= input.MaxDuration)
        && (input.InstanceTenancy is null or Tenancy.Default);

    private static string? Number(double? value) => value?.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
