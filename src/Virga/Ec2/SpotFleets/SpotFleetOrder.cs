using System.Text.Json;
using Virga.Ec2.Fleets;
using Virga.Ec2.LaunchTemplates;
using Virga.Ec2.SpotInstances;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.SpotFleets;

/// <summary>What a spot fleet wants, in the form of all fleets.</summary>
internal static class SpotFleetOrder
{
    private static LaunchTemplateVersionJson Json => LaunchTemplateVersionJson.Default;

    public static FleetOrder Of(SpotFleetRow fleet, WorldView at)
    {
        var request = fleet.Request;
        double onDemand = request.OnDemandTargetCapacity ?? 0;
        return new(fleet.Id)
        {
            OnDemand = new("on-demand", onDemand)
            {
                Strategy = request.OnDemandAllocationStrategy == OnDemandAllocationStrategy.Prioritized
                    ? "prioritized"
                    : "lowest-price",
                MaxTotalPrice = FleetShare.Price(request.OnDemandMaxTotalPrice),
            },
            Spot = new("spot", Math.Max(0, (request.TargetCapacity ?? 0) - onDemand))
            {
                Strategy = Strategy(request.AllocationStrategy),
                PoolsToUse = request.InstancePoolsToUseCount ?? 1,
                MaxTotalPrice = FleetShare.Price(request.SpotMaxTotalPrice),
                InterruptionBehavior = OneTime(request.InstanceInterruptionBehavior),
            },
            Pools = () => Pools(request, at),
            IsRebalanced = request.SpotMaintenanceStrategies?.CapacityRebalance is not null,
            ValidUntil = request.ValidUntil,
        };
    }

    /// <summary>All pools: of the launch specifications, or of the templates.</summary>
    public static IReadOnlyList<FleetPool> Pools(SpotFleetRequestConfigData request, WorldView at)
    {
        if (request.LaunchTemplateConfigs is { Count: > 0 } configs)
            return [.. FleetPool.Of(configs.ConvertAll(Config), Tags(request), request.TargetCapacityUnitType, at)
                .Select(pool => pool with { MaxPrice = pool.MaxPrice ?? request.SpotPrice })];
        var specifications = request.LaunchSpecifications ?? [];
        return [.. specifications.SelectMany((one, i) => Pools(one, new(-1, i), request, at))];
    }

    private static IEnumerable<FleetPool> Pools(
        SpotFleetLaunchSpecification specification, PoolPlace place, SpotFleetRequestConfigData request, WorldView at)
    {
        IReadOnlyList<string?> types = [specification.InstanceType];
        PriceProtection? protection = null;
        if (specification.InstanceRequirements is { } requirements)
            (types, protection) = FleetPool.TypesFor(
                Requirements(requirements), specification.ImageId, request.TargetCapacityUnitType, at);
        foreach (var (type, subnet) in types.SelectMany(type =>
            Subnets(specification.SubnetId).Select(subnet => (type, subnet))))
        {
            var launch = SpotLaunch.Of(specification);
            launch.InstanceType = type;
            launch.SubnetId = subnet;
            launch.TagSpecifications = [.. launch.TagSpecifications ?? [], .. Tags(request)];
            yield return FleetPool.Of(
                place, launch, specification.WeightedCapacity, request.TargetCapacityUnitType, at) with
            {
                MaxPrice = specification.SpotPrice ?? request.SpotPrice,
                Protection = protection,
            };
        }
    }

    /// <summary>Several are separated by commas; Terraform sends an empty one where it means none.</summary>
    private static IEnumerable<string?> Subnets(string? asked) => string.IsNullOrWhiteSpace(asked)
        ? (string?[])[null]
        : asked.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static List<TagSpecification> Tags(SpotFleetRequestConfigData request) =>
        (request.TagSpecifications ?? []).FindAll(one => one.ResourceType != ResourceType.SpotFleetRequest);

    /// <summary>The configurations of both kinds of fleet differ in the name of the price alone.</summary>
    private static FleetLaunchTemplateConfigRequest Config(LaunchTemplateConfig config)
    {
        var same = JsonSerializer.SerializeToNode(config, Json.LaunchTemplateConfig)
            .Deserialize(Json.FleetLaunchTemplateConfigRequest)!;
        for (var i = 0; i < (config.Overrides?.Count ?? 0); i++)
            same.Overrides![i].MaxPrice = config.Overrides![i].SpotPrice;
        return same;
    }

    private static InstanceRequirementsRequest Requirements(Wire.Ec2.InstanceRequirements asked) =>
        JsonSerializer.SerializeToNode(asked, Json.InstanceRequirements).Deserialize(Json.InstanceRequirementsRequest)!;

    /// <summary>The instances of a fleet are of one-time requests here, which end when they are interrupted.</summary>
    private static string? OneTime(string? behavior) =>
        behavior is InstanceInterruptionBehavior.Terminate ? behavior : null;

    private static string Strategy(string? strategy) => strategy switch
    {
        AllocationStrategy.Diversified => "diversified",
        AllocationStrategy.CapacityOptimized => "capacity-optimized",
        AllocationStrategy.CapacityOptimizedPrioritized => "capacity-optimized-prioritized",
        AllocationStrategy.PriceCapacityOptimized => "price-capacity-optimized",
        _ => "lowest-price",
    };
}
