using Virga.Ec2.CapacityReservations;
using Virga.Ec2.Instances;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Fleets;

/// <summary>
/// Launches what a fleet lacks, through the same path as RunInstances, and ends what it has too much of.
/// </summary>
internal static class FleetFulfilment
{
    /// <summary>The work with launches for everything that the fleet lacks and can get.</summary>
    public static FleetWork Fill(Change change, FleetOrder order, FleetWork work)
    {
        if (order.ValidUntil is { } end && end <= change.Now) return work;
        work = Fill(change, order, order.OnDemand, work);
        return Fill(change, order, order.Spot, work);
    }

    /// <summary>Ends instances that the target does not need, the newest first.</summary>
    public static FleetWork Shrink(Change change, FleetOrder order, FleetWork work) =>
        Shrink(change, order, order.Spot, Shrink(change, order, order.OnDemand, work));

    /// <summary>Units of capacity that run or are about to.</summary>
    public static double Fulfilled(WorldView at, FleetWork work, string? lifecycle = null) =>
        work.Launches.Where(launch => lifecycle is null || launch.Lifecycle == lifecycle)
            .Sum(launch => launch.Weight * launch.InstanceIds.Count(id => IsAlive(at, id)));

    public static bool IsAlive(WorldView at, string instanceId) => at.Find<InstanceRow>(instanceId) is
        { State: InstanceStateName.Pending or InstanceStateName.Running };

    /// <summary>The instances of the fleet of which anything is left.</summary>
    public static IEnumerable<InstanceRow> Left(WorldView at, string fleetId) =>
        at.Rows<InstanceRow>().By(InstanceRow.ByFleet, fleetId).Where(instance => !instance.IsTerminated);

    private static double Counted(WorldView at, FleetOrder order, FleetWork work, string lifecycle) =>
        work.Launches.Where(launch => launch.Lifecycle == lifecycle)
            .Sum(launch => launch.Weight * launch.InstanceIds.Count(id => IsAlive(at, id)
                && !(order.IsRebalanced && at.Get<InstanceRow>(id).Events?.RebalanceNotice is not null)));

    private static FleetWork Fill(Change change, FleetOrder order, FleetShare share, FleetWork work)
    {
        var missing = share.Target - Counted(change, order, work, share.Lifecycle);
        if (missing <= 0) return work;
        var budget = Budget(change, share, work);
        var pools = FleetStrategy.Ordered(
            [.. order.Pools().Where(pool => pool.Allows(share.Lifecycle, change))], share, change);
        if (share.TakesReservationsFirst)
            pools = [.. pools.OrderByDescending(pool => HasReservation(change, pool))];
        while (missing > 0 && pools.Count > 0)
        {
            var turn = pools.Take(FleetStrategy.Width(share, pools.Count)).ToList();
            var each = missing / turn.Count;
            foreach (var pool in turn)
            {
                if (missing <= 0) break;
                var wanted = (int)Math.Ceiling(Math.Min(each, missing) / pool.Weight);
                var count = Affordable(change, pool, share, budget, wanted);
                (work, var got) = count == 0
                    ? (work.Failing(change, TooDear(pool, share)), 0)
                    : Launched(change, order, share, pool, count, work);
                missing -= got * pool.Weight;
                budget -= got * pool.Price(share.Lifecycle, change);
                if (got < wanted) pools.Remove(pool);
                if (got > 0 && (share.IsOfOneType || share.IsOfOneZone)) pools = OfOne(pools, pool, share);
            }
        }

        return work;
    }

    private static (FleetWork Work, int Count) Launched(
        Change change, FleetOrder order, FleetShare share, FleetPool pool, int count, FleetWork work)
    {
        IReadOnlyList<InstanceRow> made = [];
        var refused = change.Attempt<AwsException>(() => made = Launch(change, order, share, pool, count));
        if (refused is not null)
            return (work.Failing(change, new(pool.Place, share.Lifecycle, refused.Code, refused.Message)), 0);
        work = work with
        {
            Launches =
            [
                .. work.Launches,
                new(pool.Place, share.Lifecycle, made[0].InstanceType, pool.Weight, [.. made.Select(one => one.Id)]),
            ],
        };
        foreach (var one in made)
            work = work.Noting(change, FleetEventKind.Instance, "launched", one.Id, Describe(one));
        return (work, made.Count);
    }

    private static IReadOnlyList<InstanceRow> Launch(
        Change change, FleetOrder order, FleetShare share, FleetPool pool, int count)
    {
        var request = pool.Request;
        request.MaxCount = count;
        request.InstanceMarketOptions = share.Lifecycle != "spot" ? null : new()
        {
            MarketType = MarketType.Spot,
            SpotOptions = new()
            {
                MaxPrice = pool.MaxPrice,
                SpotInstanceType = SpotInstanceType.OneTime,
                InstanceInterruptionBehavior = share.InterruptionBehavior,
            },
        };
        var instances = Instances.Launch.Run(
            LaunchPlan.Of(request, change) with { FleetId = order.FleetId }, change);
        var tag = order.FleetId.StartsWith("sfr-", StringComparison.Ordinal)
            ? "aws:ec2spot:fleet-request-id"
            : "aws:ec2:fleet-id";
        foreach (var instance in instances) Tags.Tagging.SetSystem(change, instance.Id, tag, order.FleetId);
        return instances;
    }

    /// <summary>As AWS writes it into a fleet's history.</summary>
    private static string Describe(InstanceRow instance) =>
        $"{{\"instanceType\":\"{instance.InstanceType}\",\"image\":\"{instance.ImageId}\","
        + $"\"productDescription\":\"{instance.PlatformDetails}\","
        + $"\"availabilityZone\":\"{instance.AvailabilityZone}\"}}";

    /// <summary>What is left of the most that all instances of the share may cost an hour.</summary>
    private static decimal? Budget(Change change, FleetShare share, FleetWork work)
    {
        if (share.MaxTotalPrice is not { } most) return null;
        var spent = work.Launches.Where(launch => launch.Lifecycle == share.Lifecycle)
            .SelectMany(launch => launch.InstanceIds).Where(id => IsAlive(change, id))
            .Sum(id => Of(change.Get<InstanceRow>(id), change).Price(share.Lifecycle, change));
        return most - spent;
    }

    private static FleetPool Of(InstanceRow instance, WorldView at) => FleetPool.Of(
        new(-1, -1),
        new()
        {
            InstanceType = instance.InstanceType,
            Placement = new() { AvailabilityZone = instance.AvailabilityZone },
        },
        weight: 1, unit: null, at);

    private static int Affordable(Change change, FleetPool pool, FleetShare share, decimal? budget, int wanted)
    {
        if (budget is not { } most) return wanted;
        var price = pool.Price(share.Lifecycle, change);
        return price <= 0 ? wanted : (int)Math.Clamp(Math.Floor(most / price), 0, wanted);
    }

    private static FleetFailure TooDear(FleetPool pool, FleetShare share) => new(
        pool.Place, share.Lifecycle, "MaxTotalPriceExceeded",
        "The maximum total price of the fleet does not allow a further instance of this type.");

    private static bool HasReservation(WorldView at, FleetPool pool) => at.Rows<CapacityReservationRow>().Any(one =>
        one.MatchCriteria == InstanceMatchCriteria.Open && one.InstanceType == pool.Request.InstanceType
        && (pool.Zone is null || one.AvailabilityZone == pool.Zone.ZoneName) && one.Available(at) > 0);

    private static List<FleetPool> OfOne(List<FleetPool> pools, FleetPool first, FleetShare share) =>
        pools.FindAll(pool => (!share.IsOfOneType || pool.Request.InstanceType == first.Request.InstanceType)
            && (!share.IsOfOneZone || pool.Zone?.ZoneName == first.Zone?.ZoneName));

    private static FleetWork Shrink(Change change, FleetOrder order, FleetShare share, FleetWork work)
    {
        var excess = Counted(change, order, work, share.Lifecycle) - share.Target;
        foreach (var launch in work.Launches.Where(launch => launch.Lifecycle == share.Lifecycle).Reverse())
        {
            foreach (var id in launch.InstanceIds.Reverse())
            {
                if (excess < launch.Weight || !IsAlive(change, id)) continue;
                Instances.InstanceLifecycle.AskTerminate(change, change.Get<InstanceRow>(id), FleetCause.Excess);
                excess -= launch.Weight;
            }
        }

        return work;
    }
}

/// <summary>Why a fleet ends its instances.</summary>
internal static class FleetCause
{
    public static readonly Cause Excess = new(
        "Server.FleetTermination", "Server.FleetTermination: the fleet's target capacity does not need the instance",
        "Service initiated");
}
