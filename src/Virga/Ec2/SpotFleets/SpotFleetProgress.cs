using Virga.Ec2.Fleets;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.SpotFleets;

/// <summary>
/// The states of a spot fleet request: submitted, active, modifying, and after its end running or terminating until
/// nothing of it is left (EC2 User Guide, "Spot Fleet request states").
/// </summary>
internal static class SpotFleetProgress
{
    public static void Step(Change change, SpotFleetRow fleet)
    {
        switch (fleet.State)
        {
            case BatchState.Submitted when fleet.Request.ValidFrom > change.Now:
                change.Expire<FleetIsSeenTo>(fleet.Request.ValidFrom.Value - change.Now, fleet.Id);
                break;
            case BatchState.Submitted:
                if (fleet.Request.ValidUntil is { } end) change.Expire<FleetIsExpired>(end - change.Now, fleet.Id);
                Fill(change, Activated(change, fleet));
                break;
            case BatchState.Modifying:
                var active = Activated(change, fleet);
                Fill(change, MaySpare(active) ? active : active with
                {
                    Work = FleetFulfilment.Shrink(change, SpotFleetOrder.Of(active, change), active.Work),
                });
                break;
            case BatchState.Active when fleet.Type == FleetType.Maintain:
                Fill(change, fleet);
                break;
            case BatchState.CancelledRunning or BatchState.CancelledTerminating
                when !FleetFulfilment.Left(change, fleet.Id).Any():
                change.Put(Noting(change, fleet with { State = BatchState.Cancelled }, "cancelled"));
                change.Expire<FleetIsForgotten>(FleetIsForgotten.Visibility, fleet.Id);
                break;
        }
    }

    /// <summary>Ends a request, its instances too when that is wished.</summary>
    public static SpotFleetRow Cancel(Change change, SpotFleetRow fleet, bool withInstances)
    {
        var state = withInstances ? BatchState.CancelledTerminating : BatchState.CancelledRunning;
        var next = change.Put(Noting(change, fleet with { State = state }, state));
        if (withInstances) FleetProgress.EndInstances(change, fleet.Id);
        change.Later<FleetIsSeenTo>(FleetProgress.Delay, fleet.Id);
        return next;
    }

    /// <summary>The time of a request is over: it is cancelled.</summary>
    public static void Expire(Change change, SpotFleetRow fleet)
    {
        if (fleet.State is not (BatchState.Submitted or BatchState.Active or BatchState.Modifying)) return;
        var noted = change.Put(Noting(change, fleet, "expired"));
        Cancel(change, noted, fleet.Request.TerminateInstancesWithExpiration == true);
    }

    private static bool MaySpare(SpotFleetRow fleet) =>
        string.Equals(
            fleet.Request.ExcessCapacityTerminationPolicy, ExcessCapacityTerminationPolicy.NoTermination,
            StringComparison.OrdinalIgnoreCase);

    private static SpotFleetRow Activated(Change change, SpotFleetRow fleet) =>
        change.Put(Noting(change, fleet with { State = BatchState.Active }, "active"));

    private static SpotFleetRow Noting(Change change, SpotFleetRow fleet, string subType) =>
        fleet with { Work = fleet.Work.Noting(change, FleetEventKind.Fleet, subType) };

    private static void Fill(Change change, SpotFleetRow fleet)
    {
        var order = SpotFleetOrder.Of(fleet, change);
        var work = FleetFulfilment.Fill(change, order, fleet.Work);
        change.Put(fleet with { Work = work });
        var isShort = FleetFulfilment.Fulfilled(change, work) < order.OnDemand.Target + order.Spot.Target;
        if (isShort && fleet.Type == FleetType.Maintain)
            change.Expire<FleetIsSeenTo>(FleetProgress.RetryDelay, fleet.Id);
    }
}
