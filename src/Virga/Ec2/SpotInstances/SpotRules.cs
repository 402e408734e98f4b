using System.Globalization;
using Virga.Ec2.Instances;
using Virga.Ec2.InstanceTypes;
using Virga.Ec2.Zones;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.SpotInstances;

/// <summary>The wishes of a spot request, whichever operation they came by.</summary>
internal sealed record SpotWish
{
    public string? Type { get; init; }
    public string? MaxPrice { get; init; }
    public string? InterruptionBehavior { get; init; }
    public DateTimeOffset? ValidFrom { get; init; }
    public DateTimeOffset? ValidUntil { get; init; }
    public string? LaunchGroup { get; init; }
    public string? AvailabilityZoneGroup { get; init; }
}

/// <summary>What a spot request must be.</summary>
internal static class SpotRules
{
    /// <summary>Throws unless the launch can be spot at all.</summary>
    public static void Check(RunInstancesRequest launch, InstanceTypeFacts type, WorldView at)
    {
        if (launch.InstanceMarketOptions is not { MarketType: MarketType.Spot, SpotOptions: var options }) return;
        if (!type.UsageClasses.Contains("spot"))
            throw new AwsException("UnsupportedOperation",
                $"The instance type '{type.Name}' is not supported for Spot Instances.");
        if (launch.DisableApiTermination == true || launch.DisableApiStop == true)
            throw new AwsException("UnsupportedOperation",
                $"{(launch.DisableApiTermination == true ? "disableApiTermination" : "disableApiStop")} is not "
                + "supported for spot instances.");
        CheckTimes(at, validFrom: null, options?.ValidUntil);
        CheckBehavior(options?.SpotInstanceType, options?.InstanceInterruptionBehavior);

        // API Reference, SpotMarketOptions: persistent is supported only with hibernate or stop. AWS's text.
        if (options?.SpotInstanceType == SpotInstanceType.Persistent
            && options.InstanceInterruptionBehavior is not (InstanceInterruptionBehavior.Stop
                or InstanceInterruptionBehavior.Hibernate))
            throw CommonErrors.InvalidParameterCombination(
                "Persistent Spot Instance requests are only supported when the instance interruption behavior is "
                + "either hibernate or stop.");
        if (options?.BlockDurationMinutes is not null) throw NoBlocks();
    }

    /// <summary>Throws AWS's error when the price is below what the zone asks.</summary>
    public static void CheckPrice(string? maxPrice, InstanceTypeFacts type, string zone, string product, WorldView at)
    {
        if (Price(maxPrice) is not { } most || Current(type, zone, product, at) is not { } price || most >= price)
            return;
        throw new AwsException("SpotMaxPriceTooLow",
            string.Create(
                CultureInfo.InvariantCulture,
                $"Your Spot request price of {most} is lower than the minimum required Spot request fulfillment price "
                + $"of {price:0.0000}."));
    }

    /// <summary>The price of now, or null where the zone is none of the catalogue's.</summary>
    public static decimal? Current(InstanceTypeFacts type, string zone, string product, WorldView at) =>
        RegionCatalogue.Find(at.Region)?.FindZone(zone) is { } facts
            ? SpotPrices.At(type, facts, product, at.Now).Price
            : null;

    /// <summary>A price as a request writes it, or null.</summary>
    public static decimal? Price(string? text)
    {
        if (string.IsNullOrEmpty(text)) return null;
        return decimal.TryParse(text, CultureInfo.InvariantCulture, out var price) && price > 0
            ? price
            : throw CommonErrors.InvalidParameterValue($"Invalid value '{text}' for spotPrice.");
    }

    public static void CheckTimes(WorldView at, DateTimeOffset? validFrom, DateTimeOffset? validUntil)
    {
        if (validUntil <= at.Now || validUntil <= validFrom)
            throw CommonErrors.InvalidParameterValue("The parameter validUntil must be a time in the future.");
    }

    /// <summary>Only a persistent request has an instance that can come back from a stop.</summary>
    public static void CheckBehavior(string? type, string? behavior)
    {
        if (behavior is InstanceInterruptionBehavior.Stop or InstanceInterruptionBehavior.Hibernate
            && type is not SpotInstanceType.Persistent)
            throw CommonErrors.InvalidParameterCombination(
                $"The instance interruption behavior '{behavior}' is supported only for persistent Spot requests.");
    }

    /// <summary>AWS sells no more spot blocks since December 2021.</summary>
    public static AwsException NoBlocks() => new("UnsupportedOperation",
        "Spot Instances with a defined duration (blockDurationMinutes) are no longer supported.");

    /// <summary>The row of a request that is not evaluated yet.</summary>
    public static SpotRequestRow Row(
        WorldView at, string id, RunInstancesRequest launch, LaunchPlan plan, SpotWish wish) => new(id)
    {
        Launch = SpotLaunch.Copy(launch),
        Type = wish.Type ?? SpotInstanceType.OneTime,
        State = SpotInstanceState.Open,
        StatusCode = SpotStatus.PendingEvaluation,
        StatusTime = at.Now,
        CreateTime = at.Now,
        MaxPrice = (Price(wish.MaxPrice) ?? OnDemand(plan, at)).ToString("0.000000", CultureInfo.InvariantCulture),
        InterruptionBehavior = wish.InterruptionBehavior ?? InstanceInterruptionBehavior.Terminate,
        ProductDescription = plan.Image.Platform.Platform == "windows" ? "Windows" : "Linux/UNIX",
        ValidFrom = wish.ValidFrom,
        ValidUntil = wish.ValidUntil,
        LaunchGroup = wish.LaunchGroup,
        AvailabilityZoneGroup = wish.AvailabilityZoneGroup,
    };

    private static decimal OnDemand(LaunchPlan plan, WorldView at) =>
        RegionCatalogue.Find(at.Region) is { } region
            ? SpotPrices.OnDemand(plan.Type, region, plan.Image.Platform.Details)
            : 0;
}
