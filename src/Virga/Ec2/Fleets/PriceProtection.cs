using Virga.Ec2.InstanceTypes;
using Virga.Ec2.SpotInstances;
using Virga.Ec2.Zones;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Fleets;

/// <summary>
/// The dearest that a type chosen by requirements may be, per instance, processor or MiB as the fleet counts (API
/// Reference, "InstanceRequirementsRequest": price protection). Without a limit for spot AWS applies one of its own,
/// which is not told; here there is none then.
/// </summary>
internal sealed record PriceProtection(string? Unit, decimal? OnDemandLimit, decimal? SpotLimit)
{
    /// <summary>What the API Reference gives as a number that means no limit.</summary>
    private const int NoLimit = 999_999;

    private const int DefaultOnDemandPercent = 20;

    /// <summary>Families whose lowest price is the measure.</summary>
    private const string Measure = "cmr";

    /// <summary>The limits for types that satisfy the requirements.</summary>
    public static PriceProtection Of(
        InstanceRequirementsRequest asked, IReadOnlyList<InstanceTypeFacts> types, string? unit, WorldView at)
    {
        if (asked.SpotMaxPricePercentageOverLowestPrice is not null
            && asked.MaxSpotPriceAsPercentageOfOptimalOnDemandPrice is not null)
            throw CommonErrors.InvalidParameterCombination(
                "SpotMaxPricePercentageOverLowestPrice and MaxSpotPriceAsPercentageOfOptimalOnDemandPrice may not be "
                + "specified together.");
        if (asked.BaselinePerformanceFactors is not null)
            throw new AwsException("UnsupportedOperation",
                "BaselinePerformanceFactors is not supported here: nothing tells how fast a family's processors are.");
        var measure = Measures(types);
        if (measure.Count == 0 || RegionCatalogue.Find(at.Region) is not { } region) return new(unit, null, null);
        var onDemand = measure.Min(type => Share(OnDemand(type, region), type, unit));
        var spot = measure.Min(type => Share(Spot(type, region, at), type, unit));
        return new(
            unit,
            Over(onDemand, asked.OnDemandMaxPricePercentageOverLowestPrice ?? DefaultOnDemandPercent),
            asked.MaxSpotPriceAsPercentageOfOptimalOnDemandPrice is { } part
                ? part >= NoLimit ? null : onDemand * part / 100
                : asked.SpotMaxPricePercentageOverLowestPrice is { } over ? Over(spot, over) : null);
    }

    /// <summary>Whether a price is within the limit.</summary>
    public bool Allows(InstanceTypeFacts type, string lifecycle, decimal price) =>
        (lifecycle == "spot" ? SpotLimit : OnDemandLimit) is not { } limit || Share(price, type, Unit) <= limit;

    private static List<InstanceTypeFacts> Measures(IReadOnlyList<InstanceTypeFacts> types)
    {
        var current = types.Where(type => type.IsCurrentGeneration).ToList();
        var usual = current.FindAll(type => Measure.Contains(type.Name[0], StringComparison.Ordinal));
        return usual.Count > 0 ? usual : current.Count > 0 ? current : [.. types];
    }

    private static decimal? Over(decimal lowest, int percent) =>
        percent >= NoLimit ? null : lowest * (100 + percent) / 100;

    private static decimal OnDemand(InstanceTypeFacts type, RegionFacts region) =>
        SpotPrices.OnDemand(type, region, FleetPool.Linux);

    private static decimal Spot(InstanceTypeFacts type, RegionFacts region, WorldView at) =>
        SpotPrices.At(type, region.AvailabilityZones[0], FleetPool.Linux, at.Now).Price;

    private static decimal Share(decimal price, InstanceTypeFacts type, string? unit) => unit switch
    {
        TargetCapacityUnitType.Vcpu => price / type.Processor.VCpus,
        TargetCapacityUnitType.MemoryMib => price / type.MemoryMiB,
        _ => price,
    };
}
