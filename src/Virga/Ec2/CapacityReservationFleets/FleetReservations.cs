using Virga.Ec2.CapacityReservations;
using Virga.Ec2.InstanceTypes;
using Virga.Ec2.Zones;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.CapacityReservationFleets;

/// <summary>
/// Keeps a fleet's reservations at its target, by priority (EC2 User Guide, "Capacity Reservation Fleets"). What is
/// asked for is always there, so that the first type that a zone sells takes all.
/// </summary>
internal static class FleetReservations
{
    /// <summary>
    /// Makes, grows or shrinks reservations until the target is met; gives the fleet in its new state.
    /// </summary>
    public static CapacityReservationFleetRow Fill(Change change, CapacityReservationFleetRow fleet)
    {
        foreach (var held in fleet.Reservations(change).ToList())
        {
            var wanted = Count(fleet, fleet.TypeOf(held));
            var count = Math.Max(wanted, held.Used(change));
            if (count < held.TotalCount) change.Put(held with { TotalCount = count });
        }

        foreach (var type in fleet.Types)
        {
            var missing = fleet.TotalTargetCapacity - fleet.Fulfilled(change);
            if (missing <= 0) break;
            if (Zone(change, type) is not { } zone) continue;
            var more = (int)Math.Ceiling(missing / (type.Weight ?? 1));
            if (fleet.Reservations(change).FirstOrDefault(one => one.InstanceType == type.InstanceType) is { } held)
                change.Put(held with { TotalCount = held.TotalCount + more });
            else Reserve(change, fleet, type, zone, more);
        }

        var fulfilled = fleet.Fulfilled(change);
        return change.Put(fleet with
        {
            State = fulfilled >= fleet.TotalTargetCapacity ? CapacityReservationFleetState.Active
                : fulfilled > 0 ? CapacityReservationFleetState.PartiallyFulfilled
                : CapacityReservationFleetState.Failed,
        });
    }

    /// <summary>Ends a fleet and all of its reservations; instances go on.</summary>
    public static void End(Change change, CapacityReservationFleetRow fleet, string state)
    {
        foreach (var held in fleet.Reservations(change).ToList())
            CapacityProgress.End(change, held, CapacityReservationState.Cancelled);
        change.Cancel<CapacityReservationFleetExpires>(fleet.Id);
        change.Put(fleet with { State = state });
    }

    public static void PlanEnd(Change change, CapacityReservationFleetRow fleet)
    {
        change.Cancel<CapacityReservationFleetExpires>(fleet.Id);
        if (fleet.EndDate is { } end) change.Expire<CapacityReservationFleetExpires>(end - change.Now, fleet.Id);
    }

    private static int Count(CapacityReservationFleetRow fleet, ReservationFleetInstanceSpecification type) =>
        (int)Math.Ceiling(fleet.TotalTargetCapacity / (type.Weight ?? 1));

    /// <summary>The zone that is named, or the first that sells the type; null for none.</summary>
    private static string? Zone(WorldView at, ReservationFleetInstanceSpecification type)
    {
        if (RegionCatalogue.Find(at.Region) is not { } region) return null;
        var named = type.AvailabilityZone ?? type.AvailabilityZoneId;
        return InstanceTypeOfferings.ZonesOf(region, type.InstanceType!)
            .FirstOrDefault(zone => named is null || zone.ZoneName == named || zone.ZoneId == named)?.ZoneName;
    }

    private static void Reserve(
        Change change, CapacityReservationFleetRow fleet, ReservationFleetInstanceSpecification type, string zone,
        int count) =>
        change.Put(new CapacityReservationRow(change.NewId("cr"))
        {
            InstanceType = type.InstanceType!,
            Platform = type.InstancePlatform!,
            AvailabilityZone = zone,
            TotalCount = count,
            IsEbsOptimized = type.EbsOptimized ?? false,
            State = CapacityReservationState.Active,
            CreateDate = change.Now,
            StartDate = change.Now,
            EndDate = fleet.EndDate,
            MatchCriteria = InstanceMatchCriteria.Open,
            FleetId = fleet.Id,
        });
}

/// <summary>The end date of a fleet has come.</summary>
internal sealed class CapacityReservationFleetExpires : ITransition
{
    public static void Run(Change change, string subject)
    {
        if (change.Find<CapacityReservationFleetRow>(subject) is not { } fleet) return;
        if (fleet.State is CapacityReservationFleetState.Active or CapacityReservationFleetState.PartiallyFulfilled)
            FleetReservations.End(change, fleet, CapacityReservationFleetState.Expired);
    }
}
