using Virga.Ec2.Instances;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Fleets;

/// <summary>Launches what a fleet lacks, through the same path as RunInstances.</summary>
internal static class FleetFulfilment
{
    /// <summary>The fleet with launches for everything that it lacks and can get.</summary>
    public static FleetRow Fill(Change change, FleetRow fleet)
    {
        var request = fleet.Request;
        var (onDemand, spot) = Targets(request);
        fleet = Fill(change, fleet, "on-demand", onDemand, request.OnDemandOptions?.AllocationStrategy);
        return change.Put(Fill(change, fleet, "spot", spot, request.SpotOptions?.AllocationStrategy));
    }

    /// <summary>Units of capacity that run or are about to.</summary>
    public static double Fulfilled(WorldView at, FleetRow fleet, string? lifecycle = null) => fleet.Launches
        .Where(launch => lifecycle is null || launch.Lifecycle == lifecycle)
        .Sum(launch => launch.Weight * launch.InstanceIds.Count(id => IsAlive(at, id)));

    public static bool IsAlive(WorldView at, string instanceId) => at.Find<InstanceRow>(instanceId) is
        { State: InstanceStateName.Pending or InstanceStateName.Running };

    private static (double OnDemand, double Spot) Targets(CreateFleetRequest request)
    {
        var target = request.TargetCapacitySpecification!;
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

    private static FleetRow Fill(Change change, FleetRow fleet, string lifecycle, double target, string? strategy)
    {
        var missing = target - Fulfilled(change, fleet, lifecycle);
        if (missing <= 0) return fleet;
        foreach (var pool in FleetPool.Of(fleet.Request, strategy, change))
        {
            if (missing <= 0) break;
            var count = (int)Math.Ceiling(missing / pool.Weight);
            try
            {
                var launch = Launched(change, fleet, pool, lifecycle, count);
                missing -= launch.Weight * launch.InstanceIds.Count;
                fleet = fleet with { Launches = [.. fleet.Launches, launch] };
            }
            catch (AwsException refused)
            {
                // One pool has no capacity or is wrong in itself; the others may do. The plan is checked before
                // anything is written.
                var failure = new FleetFailure(pool.Place, lifecycle, refused.Code, refused.Message);
                fleet = fleet with { Failures = [.. fleet.Failures, failure] };
            }
        }

        return fleet;
    }

    private static FleetLaunch Launched(Change change, FleetRow fleet, FleetPool pool, string lifecycle, int count)
    {
        var request = pool.Request;
        request.MaxCount = count;
        request.InstanceMarketOptions = lifecycle == "spot" ? new() { MarketType = MarketType.Spot } : null;
        var instances = Launch.Run(LaunchPlan.Of(request, change), change);
        foreach (var instance in instances)
        {
            change.Put(change.Get<InstanceRow>(instance.Id) with { FleetId = fleet.Id });
            Tags.Tagging.SetSystem(change, instance.Id, "aws:ec2:fleet-id", fleet.Id);
        }

        return new(
            pool.Place, lifecycle, instances[0].InstanceType, pool.Weight, [.. instances.Select(one => one.Id)]);
    }
}

/// <summary>A fleet that keeps its target replaces what went away.</summary>
internal sealed class FleetIsMaintained : ITransition
{
    public static readonly TimeSpan Delay = TimeSpan.FromSeconds(1);

    public static void Run(Change change, string subject)
    {
        if (change.Find<FleetRow>(subject) is { Type: FleetType.Maintain, State: FleetStateCode.Active } fleet)
            FleetFulfilment.Fill(change, fleet);
    }
}
