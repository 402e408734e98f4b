using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Fleets;

/// <summary>What a fleet of either kind wants, in one form: how much of what, from which pools, chosen how.</summary>
internal sealed record FleetOrder(string FleetId)
{
    public required FleetShare OnDemand { get; init; }

    public required FleetShare Spot { get; init; }

    /// <summary>All pools, in the order of the request.</summary>
    public required Func<IReadOnlyList<FleetPool>> Pools { get; init; }

    /// <summary>Instances that were recommended to be left count no more.</summary>
    public bool IsRebalanced { get; init; }

    /// <summary>After this time nothing is launched.</summary>
    public DateTimeOffset? ValidUntil { get; init; }

    public static FleetOrder Of(FleetRow fleet, WorldView at)
    {
        var request = fleet.Request;
        var (onDemand, spot) = Targets(request.TargetCapacitySpecification!);
        return new(fleet.Id)
        {
            OnDemand = new("on-demand", onDemand)
            {
                Strategy = request.OnDemandOptions?.AllocationStrategy ?? FleetOnDemandAllocationStrategy.LowestPrice,
                IsOfOneType = request.OnDemandOptions?.SingleInstanceType == true,
                IsOfOneZone = request.OnDemandOptions?.SingleAvailabilityZone == true,
                MaxTotalPrice = FleetShare.Price(request.OnDemandOptions?.MaxTotalPrice),
                TakesReservationsFirst = request.OnDemandOptions?.CapacityReservationOptions?.UsageStrategy is not null,
            },
            Spot = new("spot", spot)
            {
                Strategy = request.SpotOptions?.AllocationStrategy ?? SpotAllocationStrategy.LowestPrice,
                PoolsToUse = request.SpotOptions?.InstancePoolsToUseCount ?? 1,
                IsOfOneType = request.SpotOptions?.SingleInstanceType == true,
                IsOfOneZone = request.SpotOptions?.SingleAvailabilityZone == true,
                MaxTotalPrice = FleetShare.Price(request.SpotOptions?.MaxTotalPrice),
                InterruptionBehavior = request.SpotOptions?.InstanceInterruptionBehavior,
            },
            Pools = () => FleetPool.Of(request, at),
            IsRebalanced = request.SpotOptions?.MaintenanceStrategies?.CapacityRebalance is not null,
            ValidUntil = request.ValidUntil,
        };
    }

    /// <summary>The units of each lifecycle; what is not said belongs to the default one.</summary>
    public static (double OnDemand, double Spot) Targets(TargetCapacitySpecificationRequest target)
    {
        double total = target.TotalTargetCapacity ?? 0;
        double onDemand = target.OnDemandTargetCapacity ?? 0;
        double spot = target.SpotTargetCapacity ?? 0;
        if (onDemand + spot > total)
            throw CommonErrors.InvalidParameterValue(
                "The sum of on-demand and spot target capacity exceeds the total target capacity.");
        var rest = total - onDemand - spot;
        return target.DefaultTargetCapacityType == DefaultTargetCapacityType.Spot
            ? (onDemand, spot + rest)
            : (onDemand + rest, spot);
    }
}

/// <summary>The part of a fleet that is spot, or that is on demand.</summary>
/// <param name="Lifecycle"><c>spot</c> or <c>on-demand</c>.</param>
/// <param name="Target">Units of capacity.</param>
internal sealed record FleetShare(string Lifecycle, double Target)
{
    /// <summary>AWS's name, with dashes in both kinds of fleet.</summary>
    public required string Strategy { get; init; }

    /// <summary>Over how many of the cheapest pools "lowest-price" spreads.</summary>
    public int PoolsToUse { get; init; } = 1;

    public bool IsOfOneType { get; init; }

    public bool IsOfOneZone { get; init; }

    /// <summary>USD an hour for all of its instances; null for no limit.</summary>
    public decimal? MaxTotalPrice { get; init; }

    /// <summary>Pools that have unused capacity reservations come first.</summary>
    public bool TakesReservationsFirst { get; init; }

    /// <summary><c>terminate</c>, <c>stop</c> or <c>hibernate</c>; null for AWS's default.</summary>
    public string? InterruptionBehavior { get; init; }

    /// <summary>A price as requests write it, or null.</summary>
    public static decimal? Price(string? text)
    {
        if (string.IsNullOrEmpty(text)) return null;
        return decimal.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var price) && price > 0
            ? price
            : throw CommonErrors.InvalidParameterValue($"Invalid price '{text}'.");
    }
}
