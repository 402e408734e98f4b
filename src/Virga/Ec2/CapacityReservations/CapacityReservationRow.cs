using Virga.Ec2.Instances;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.CapacityReservations;

/// <summary>
/// Capacity that is kept for instances of one type in one zone. How much of it is used is counted from the instances.
/// </summary>
internal sealed record CapacityReservationRow(string Id) : Row(Id), IRow<CapacityReservationRow>
{
    public static RowKind<CapacityReservationRow> Kind { get; } =
        new("capacity-reservation")
        {
            Prefix = "cr",
            ResourceType = "capacity-reservation",
            NotFound = id => new AwsException("InvalidCapacityReservationId.NotFound",
                $"The capacity reservation ID '{id}' does not exist"),
            Malformed = Ec2Errors.Malformed("InvalidCapacityReservationId", "cr"),
        };

    /// <summary>Reservations by the capacity block that they belong to.</summary>
    public static Index<CapacityReservationRow> ByBlock { get; } = Kind.Index(one => one.CapacityBlockId);

    /// <summary>Interruptible reservations by the one that their capacity was lent of.</summary>
    public static Index<CapacityReservationRow> BySource { get; } = Kind.Index(one => one.Loan?.SourceId);

    public required string InstanceType { get; init; }

    /// <summary><c>Linux/UNIX</c>, <c>Windows</c> …</summary>
    public required string Platform { get; init; }

    public required string AvailabilityZone { get; init; }

    /// <summary><c>default</c> or <c>dedicated</c>.</summary>
    public string Tenancy { get; init; } = "default";

    public required int TotalCount { get; init; }

    public bool IsEbsOptimized { get; init; }

    public bool HasEphemeralStorage { get; init; }

    /// <summary><c>active</c>, <c>scheduled</c>, <c>expired</c>, <c>cancelled</c> …</summary>
    public required string State { get; init; }

    public required DateTimeOffset CreateDate { get; init; }

    public required DateTimeOffset StartDate { get; init; }

    /// <summary>Null for one without an end.</summary>
    public DateTimeOffset? EndDate { get; init; }

    /// <summary><c>open</c> or <c>targeted</c>.</summary>
    public required string MatchCriteria { get; init; }

    public string? PlacementGroupArn { get; init; }

    /// <summary>The fleet of reservations that it belongs to, or null.</summary>
    public string? FleetId { get; init; }

    /// <summary>Until when a reservation for the future may not be cancelled.</summary>
    public DateTimeOffset? CommitmentEnd { get; init; }

    public string? DeliveryPreference { get; init; }

    /// <summary>The capacity block that it is a part of, or null.</summary>
    public string? CapacityBlockId { get; init; }

    /// <summary>Extensions of its capacity block, the oldest first.</summary>
    public IReadOnlyList<BlockExtension> Extensions { get; init; } = [];

    /// <summary>Who was asked to pay for what is not used; null for nobody.</summary>
    public BillingRequest? Billing { get; init; }

    /// <summary>For an interruptible reservation, whose capacity it is; null for one that has its own.</summary>
    public CapacityLoan? Loan { get; init; }

    /// <summary>How many instances may still be launched into it; none in place of those that are reclaimed.</summary>
    public int Available(WorldView at) => State == CapacityReservationState.Active
        ? Math.Max(0, Math.Min(TotalCount, Loan?.TargetCount ?? TotalCount) - Used(at) - Lent(at))
        : 0;

    /// <summary>How much of it an interruptible reservation has now.</summary>
    public int Lent(WorldView at) => at.Rows<CapacityReservationRow>().By(BySource, Id)
        .Where(one => one.State == CapacityReservationState.Active).Sum(one => one.TotalCount);

    /// <summary>How many instances are in it.</summary>
    public int Used(WorldView at) => at.Rows<InstanceRow>().CountBy(InstanceRow.ByCapacityReservation, Id);
}

/// <summary>Time that was bought for a capacity block after its purchase.</summary>
internal sealed record BlockExtension(
    string OfferingId, int Hours, DateTimeOffset PurchaseDate, DateTimeOffset Start, DateTimeOffset End, string Fee);

/// <summary>A request to pay for the unused part of a reservation.</summary>
/// <param name="OwnerId">The account that is asked.</param>
/// <param name="Status"><c>pending</c>, <c>accepted</c>, <c>rejected</c>, <c>cancelled</c> or <c>revoked</c>.</param>
internal sealed record BillingRequest(string OwnerId, string Status, DateTimeOffset UpdateTime);

/// <summary>Capacity that another reservation lends and may reclaim at any time.</summary>
/// <param name="SourceId">The reservation that lends it.</param>
/// <param name="TargetCount">How many instances are to be lent; fewer than are there while some are reclaimed.</param>
/// <param name="Status"><c>active</c>, <c>updating</c>, <c>canceling</c> or <c>canceled</c>.</param>
internal sealed record CapacityLoan(string SourceId, int TargetCount, string Status);

/// <summary>
/// Capacity is conserved: no reservation holds more instances than it has, nor one that does not fit.
/// </summary>
internal sealed class ReservedCapacityIsConserved : IInvariant
{
    public static IEnumerable<string> Check(WorldView at)
    {
        foreach (var instance in at.Rows<InstanceRow>())
        {
            if (instance.CapacityReservationId is not { } id) continue;
            if (at.Find<CapacityReservationRow>(id) is not { State: CapacityReservationState.Active } reservation)
                yield return $"{instance.Id} is in {id}, which is no active capacity reservation.";
            else if (!ReservedCapacity.Fits(reservation, ReservedCapacity.Of(instance)))
                yield return $"{instance.Id} is in {id}, whose type, platform, zone or tenancy it does not have.";
        }

        foreach (var one in at.Rows<CapacityReservationRow>())
        {
            var (used, lent) = (one.Used(at), one.Lent(at));
            if (used + lent > one.TotalCount)
                yield return $"{one.Id} holds {used} and lends {lent} of {one.TotalCount}.";
        }
    }
}
