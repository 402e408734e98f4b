using Virga.Ec2.CapacityReservations;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.CapacityReservationFleets;

/// <summary>A wish for capacity over several types. What it holds is counted from its reservations.</summary>
internal sealed record CapacityReservationFleetRow(string Id) : Row(Id), IRow<CapacityReservationFleetRow>
{
    public static RowKind<CapacityReservationFleetRow> Kind { get; } = new("capacity-reservation-fleet")
    {
        Prefix = "crf",
        ResourceType = "capacity-reservation-fleet",
        NotFound = Ec2Errors.NotFound("InvalidCapacityReservationFleetId", "capacity reservation fleet ID"),
        Malformed = Ec2Errors.Malformed("InvalidCapacityReservationFleetId", "crf"),
    };

    /// <summary>In units of capacity, of which an instance is as many as its weight.</summary>
    public required int TotalTargetCapacity { get; init; }

    public required DateTimeOffset CreateTime { get; init; }

    public DateTimeOffset? EndDate { get; init; }

    /// <summary>The types, the one of the lowest priority number first.</summary>
    public required IReadOnlyList<ReservationFleetInstanceSpecification> Types { get; init; }

    /// <summary><c>active</c>, <c>partially_fulfilled</c>, <c>failed</c>, <c>cancelled</c> or <c>expired</c>.</summary>
    public required string State { get; init; }

    /// <summary>Its reservations that are not over.</summary>
    public IEnumerable<CapacityReservationRow> Reservations(WorldView at) =>
        at.Rows<CapacityReservationRow>().Where(one =>
            one.FleetId == Id && one.State == CapacityReservationState.Active);

    /// <summary>The specification that a reservation of the fleet was made of.</summary>
    public ReservationFleetInstanceSpecification TypeOf(CapacityReservationRow reservation) =>
        Types.First(type => type.InstanceType == reservation.InstanceType);

    public double Fulfilled(WorldView at) =>
        Reservations(at).Sum(one => one.TotalCount * (TypeOf(one).Weight ?? 1));
}
