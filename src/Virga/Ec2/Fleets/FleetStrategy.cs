using Virga.Ec2.SpotInstances;
using Virga.State;

namespace Virga.Ec2.Fleets;

/// <summary>
/// How a share of a fleet chooses among its pools (EC2 User Guide, "Allocation strategies"). Prices are those of the
/// price history. Spare capacity is the model behind the placement scores: one machine has no spare capacity to ask.
/// </summary>
internal static class FleetStrategy
{
    /// <summary>The pools in the order in which they are taken.</summary>
    public static List<FleetPool> Ordered(IReadOnlyList<FleetPool> pools, FleetShare share, WorldView at)
    {
        var isSpot = share.Lifecycle == "spot";
        decimal PerUnit(FleetPool pool) => pool.Price(share.Lifecycle, at) / (decimal)pool.Weight;
        var usable = pools.Where(pool => !isSpot || pool.Type?.UsageClasses.Contains("spot") != false);
        var ordered = share.Strategy switch
        {
            "prioritized" => usable.OrderBy(pool => pool.Priority),
            "capacity-optimized" => usable.OrderByDescending(pool => Capacity(pool, at)).ThenBy(PerUnit),
            "capacity-optimized-prioritized" =>
                usable.OrderBy(pool => pool.Priority).ThenByDescending(pool => Capacity(pool, at)),
            "price-capacity-optimized" =>
                usable.OrderBy(pool => PerUnit(pool) * (11 - Capacity(pool, at))).ThenBy(PerUnit),
            _ => usable.OrderBy(PerUnit),
        };
        return [.. ordered];
    }

    /// <summary>Over how many pools the share is spread at once.</summary>
    public static int Width(FleetShare share, int pools) => share.Strategy switch
    {
        "diversified" => Math.Max(1, pools),
        "lowest-price" when share.Lifecycle == "spot" => Math.Max(1, share.PoolsToUse),
        _ => 1,
    };

    private static int Capacity(FleetPool pool, WorldView at) =>
        pool.Type is null ? 0 : SpotScores.Of(pool.Type, pool.Zone?.ZoneId ?? at.Region, pool.Weight);
}
