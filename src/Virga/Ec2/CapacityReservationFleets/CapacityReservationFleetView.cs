using Virga.Ec2.CapacityReservations;
using Virga.Ec2.Tags;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.CapacityReservationFleets;

/// <summary>A fleet of capacity reservations as AWS shows it.</summary>
internal static class CapacityReservationFleetView
{
    /// <summary>The one strategy that there is.</summary>
    public const string Strategy = "prioritized";

    public static CapacityReservationFleet Of(CapacityReservationFleetRow row, WorldView at) => new()
    {
        CapacityReservationFleetId = row.Id,
        CapacityReservationFleetArn = at.Ec2Arn("capacity-reservation-fleet", row.Id),
        State = row.State,
        TotalTargetCapacity = row.TotalTargetCapacity,
        TotalFulfilledCapacity = row.Fulfilled(at),
        Tenancy = FleetCapacityReservationTenancy.Default,
        EndDate = row.EndDate,
        CreateTime = row.CreateTime,
        InstanceMatchCriteria = FleetInstanceMatchCriteria.Open,
        AllocationStrategy = Strategy,
        InstanceTypeSpecifications = Reservations(row, at),
        Tags = at.TagsOf(row.Id),
    };

    public static List<FleetCapacityReservation> Reservations(CapacityReservationFleetRow row, WorldView at) =>
        [.. row.Reservations(at).Select(one => Reservation(row.TypeOf(one), one))];

    private static FleetCapacityReservation Reservation(
        ReservationFleetInstanceSpecification type, CapacityReservationRow row) => new()
    {
        CapacityReservationId = row.Id,
        AvailabilityZone = row.AvailabilityZone,
        AvailabilityZoneId = ZoneIds.Of(row.AvailabilityZone),
        InstanceType = row.InstanceType,
        InstancePlatform = row.Platform,
        TotalInstanceCount = row.TotalCount,
        FulfilledCapacity = row.TotalCount * (type.Weight ?? 1),
        EbsOptimized = row.IsEbsOptimized,
        CreateDate = row.CreateDate,
        Weight = type.Weight,
        Priority = type.Priority,
    };
}
