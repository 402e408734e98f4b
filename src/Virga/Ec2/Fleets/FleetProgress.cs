using Virga.Ec2.Instances;
using Virga.Ec2.SpotFleets;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Fleets;

/// <summary>
/// The states of a fleet: submitted, active, modifying, and after its deletion running or terminating until nothing of
/// it is left (EC2 User Guide, "EC2 Fleet request states").
/// </summary>
internal static class FleetProgress
{
    /// <summary>Between two looks at a fleet.</summary>
    public static readonly TimeSpan Delay = TimeSpan.FromSeconds(1);

    /// <summary>How soon a fleet that could not get its capacity tries again.</summary>
    public static readonly TimeSpan RetryDelay = TimeSpan.FromMinutes(1);

    /// <summary>An instance of a fleet is gone: the fleet notes it, and looks what that means.</summary>
    public static void Lost(Change change, InstanceRow instance)
    {
        if (instance.FleetId is not { } id) return;
        if (change.Find<FleetRow>(id) is { } fleet)
            change.Put(fleet with { Work = Noting(fleet.Work) });
        else if (change.Find<SpotFleetRow>(id) is { } spotFleet)
            change.Put(spotFleet with { Work = Noting(spotFleet.Work) });
        change.Later<FleetIsSeenTo>(Delay, id);

        FleetWork Noting(FleetWork work) =>
            work.Noting(change, FleetEventKind.Instance, "terminated", instance.Id);
    }

    /// <summary>
    /// A spot instance should be left: a fleet that rebalances launches another, and may end it after a delay
    /// (API Reference, FleetSpotCapacityRebalanceRequest).
    /// </summary>
    public static void Recommended(Change change, InstanceRow instance)
    {
        if (instance.FleetId is not { } id) return;
        change.Later<FleetIsSeenTo>(Delay, id);
        var ofFleet = change.Find<FleetRow>(id)?.Request.SpotOptions?.MaintenanceStrategies?.CapacityRebalance;
        var ofSpot = change.Find<SpotFleetRow>(id)?.Request.SpotMaintenanceStrategies?.CapacityRebalance;
        var strategy = ofFleet?.ReplacementStrategy ?? ofSpot?.ReplacementStrategy;
        var delay = ofFleet?.TerminationDelay ?? ofSpot?.TerminationDelay;
        if (strategy == FleetReplacementStrategy.LaunchBeforeTerminate)
            change.Expire<RebalancedInstanceIsEnded>(TimeSpan.FromSeconds(delay ?? 120), instance.Id);
    }

    public static void Step(Change change, FleetRow fleet)
    {
        switch (fleet.State)
        {
            case FleetStateCode.Submitted when fleet.Request.ValidFrom > change.Now:
                change.Expire<FleetIsSeenTo>(fleet.Request.ValidFrom.Value - change.Now, fleet.Id);
                break;
            case FleetStateCode.Submitted:
                Fill(change, Activated(change, fleet));
                break;
            case FleetStateCode.Modifying:
                var active = Activated(change, fleet);
                Fill(change, MaySpare(active) ? active : active with
                {
                    Work = FleetFulfilment.Shrink(change, FleetOrder.Of(active, change), active.Work),
                });
                break;
            case FleetStateCode.Active when fleet.Type == FleetType.Maintain:
                Fill(change, fleet);
                break;
            case FleetStateCode.DeletedRunning or FleetStateCode.DeletedTerminating
                when !FleetFulfilment.Left(change, fleet.Id).Any():
                Ended(change, fleet);
                break;
        }
    }

    /// <summary>Ends a fleet, its instances too when that is wished.</summary>
    public static FleetRow Delete(Change change, FleetRow fleet, bool withInstances)
    {
        var state = withInstances ? FleetStateCode.DeletedTerminating : FleetStateCode.DeletedRunning;
        var next = change.Put(fleet with
        {
            State = state,
            Work = fleet.Work.Noting(change, FleetEventKind.Fleet, state),
        });
        if (withInstances) EndInstances(change, fleet.Id);
        change.Later<FleetIsSeenTo>(Delay, fleet.Id);
        return next;
    }

    public static void EndInstances(Change change, string fleetId)
    {
        foreach (var instance in FleetFulfilment.Left(change, fleetId).ToList())
            Instances.InstanceLifecycle.AskTerminate(change, instance, Cause.User);
    }

    private static bool MaySpare(FleetRow fleet) =>
        fleet.Request.ExcessCapacityTerminationPolicy == FleetExcessCapacityTerminationPolicy.NoTermination;

    private static FleetRow Activated(Change change, FleetRow fleet)
    {
        if (fleet.Request.ValidUntil is { } end && fleet.State == FleetStateCode.Submitted)
            change.Expire<FleetIsExpired>(end - change.Now, fleet.Id);
        return change.Put(fleet with
        {
            State = FleetStateCode.Active,
            Work = fleet.Work.Noting(change, FleetEventKind.Fleet, "active"),
        });
    }

    private static void Fill(Change change, FleetRow fleet)
    {
        var order = FleetOrder.Of(fleet, change);
        var work = FleetFulfilment.Fill(change, order, fleet.Work);
        change.Put(fleet with { Work = work });
        var isShort = FleetFulfilment.Fulfilled(change, work) < order.OnDemand.Target + order.Spot.Target;
        if (isShort && fleet.Type == FleetType.Maintain) change.Expire<FleetIsSeenTo>(RetryDelay, fleet.Id);
    }

    private static void Ended(Change change, FleetRow fleet)
    {
        change.Put(fleet with
        {
            State = FleetStateCode.Deleted,
            Work = fleet.Work.Noting(change, FleetEventKind.Fleet, FleetStateCode.Deleted),
        });
        change.Expire<FleetIsForgotten>(FleetIsForgotten.Visibility, fleet.Id);
    }
}

/// <summary>A fleet of either kind goes on by itself: it becomes active, fills itself, or ends.</summary>
internal sealed class FleetIsSeenTo : ITransition
{
    public static void Run(Change change, string subject)
    {
        if (change.Find<FleetRow>(subject) is { } fleet) FleetProgress.Step(change, fleet);
        else if (change.Find<SpotFleetRow>(subject) is { } spotFleet) SpotFleetProgress.Step(change, spotFleet);
    }
}

/// <summary>An instance that a fleet replaced on a recommendation ends.</summary>
internal sealed class RebalancedInstanceIsEnded : ITransition
{
    public static void Run(Change change, string subject)
    {
        if (change.Find<InstanceRow>(subject) is { IsTerminated: false } instance)
            Instances.InstanceLifecycle.AskTerminate(change, instance, FleetCause.Excess);
    }
}

/// <summary>
/// The time of a fleet is over: nothing is launched any more, and what runs ends if it was so wished.
/// </summary>
internal sealed class FleetIsExpired : ITransition
{
    public static void Run(Change change, string subject)
    {
        if (change.Find<FleetRow>(subject) is { State: FleetStateCode.Active or FleetStateCode.Modifying } fleet)
        {
            if (fleet.Request.TerminateInstancesWithExpiration == true)
                FleetProgress.EndInstances(change, fleet.Id);
            change.Put(fleet with { Work = fleet.Work.Noting(change, FleetEventKind.Fleet, "expired") });
        }
        else if (change.Find<SpotFleetRow>(subject) is { } spotFleet)
        {
            SpotFleetProgress.Expire(change, spotFleet);
        }
    }
}

/// <summary>A fleet that is deleted can be described for two days, as on AWS, and then no longer.</summary>
internal sealed class FleetIsForgotten : ITransition
{
    public static readonly TimeSpan Visibility = TimeSpan.FromHours(48);

    public static void Run(Change change, string subject)
    {
        change.Remove<FleetRow>(subject);
        change.Remove<SpotFleetRow>(subject);
    }
}
