using Virga.Ec2.Instances;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.CapacityReservations;

/// <summary>What of an instance decides which reservations it fits (EC2 User Guide, "Capacity Reservations").</summary>
internal sealed record CapacityWish(string InstanceType, string Platform, string AvailabilityZone, string Tenancy)
{
    /// <summary><c>open</c>, <c>none</c> or <c>capacity-reservations-only</c>.</summary>
    public string Preference { get; init; } = "open";

    /// <summary>The one reservation that it may use, or null.</summary>
    public string? TargetId { get; init; }

    /// <summary>
    /// The market type that it is launched with: <c>capacity-block</c> and
    /// <c>interruptible-capacity-reservation</c> go into such reservations only, and nothing else does.
    /// </summary>
    public string? Market { get; init; }
}

/// <summary>How instances come into reservations and leave them.</summary>
internal static class ReservedCapacity
{
    public static CapacityWish Of(InstanceRow instance) => new(
        instance.InstanceType, instance.PlatformDetails, instance.AvailabilityZone, instance.Tenancy)
    {
        Preference = instance.CapacityReservationPreference,
        TargetId = instance.CapacityReservationTargetId,
        Market = instance.Lifecycle,
    };

    public static CapacityWish Of(LaunchPlan plan)
    {
        var asked = plan.Request.CapacityReservationSpecification;
        if (asked?.CapacityReservationTarget?.CapacityReservationResourceGroupArn is { } group)
            throw new AwsException("UnsupportedOperation",
                $"There are no resource groups in Virga, so that there is no '{group}'.");
        return new(
            plan.Type.Name, plan.Image.Platform.Details, plan.Interfaces[0].Subnet.AvailabilityZone,
            LaunchedInstance.TenancyOf(plan.Request.Placement))
        {
            Preference = plan.IsSpot ? "none" : asked?.CapacityReservationPreference ?? "open",
            TargetId = asked?.CapacityReservationTarget?.CapacityReservationId,
            Market = plan.Request.InstanceMarketOptions?.MarketType,
        };
    }

    /// <summary>How many instances the reservation that is named, or any where one must be, has room for.</summary>
    public static int Room(WorldView at, CapacityWish wish)
    {
        if (wish.TargetId is { } id)
        {
            var target = at.Named<CapacityReservationRow>(id);
            return Fits(target, wish) && IsOfKind(target, wish) ? target.Available(at) : 0;
        }

        if (wish.Market is MarketType.CapacityBlock or MarketType.InterruptibleCapacityReservation)
            throw CommonErrors.InvalidParameterCombination(
                $"A launch with the market type {wish.Market} must name a capacity reservation.");
        return wish.Preference == CapacityReservationPreference.CapacityReservationsOnly
            ? Open(at, wish).Sum(one => one.Available(at))
            : int.MaxValue;
    }

    /// <summary>The reservation that one more instance goes into, or null for none.</summary>
    public static string? Take(WorldView at, CapacityWish wish)
    {
        if (wish.Preference == CapacityReservationPreference.None && wish.TargetId is null) return null;
        if (Room(at, wish) == 0) throw Exceeded();
        return wish.TargetId ?? Open(at, wish).FirstOrDefault()?.Id;
    }

    /// <summary>A stopped instance starts again and takes a place.</summary>
    public static InstanceRow Retaken(WorldView at, InstanceRow instance) => instance.Lifecycle == "spot"
        ? instance
        : instance with { CapacityReservationId = Take(at, Of(instance)) };

    public static bool Fits(CapacityReservationRow reservation, CapacityWish wish) =>
        reservation.InstanceType == wish.InstanceType
        && reservation.Platform == wish.Platform
        && reservation.AvailabilityZone == wish.AvailabilityZone
        && reservation.Tenancy == wish.Tenancy;

    /// <summary>AWS's error, with its text as users quote it.</summary>
    public static AwsException Exceeded() => new("ReservationCapacityExceeded",
        "The requested reservation does not have sufficient compatible and available capacity for this request.");

    /// <summary>Lets all instances out of a reservation that is over; they go on.</summary>
    public static void Release(Change change, CapacityReservationRow reservation)
    {
        foreach (var instance in In(change, reservation))
            change.Put(instance with { CapacityReservationId = null });
    }

    public static List<InstanceRow> In(WorldView at, CapacityReservationRow reservation) =>
        [.. at.Rows<InstanceRow>().By(InstanceRow.ByCapacityReservation, reservation.Id)];

    private static bool IsOfKind(CapacityReservationRow reservation, CapacityWish wish) =>
        (reservation.CapacityBlockId is not null) == (wish.Market == MarketType.CapacityBlock)
        && (reservation.Loan is not null) == (wish.Market == MarketType.InterruptibleCapacityReservation);

    private static IEnumerable<CapacityReservationRow> Open(WorldView at, CapacityWish wish) =>
        at.Rows<CapacityReservationRow>().Where(one =>
            one.MatchCriteria == InstanceMatchCriteria.Open && one.CapacityBlockId is null && Fits(one, wish)
            && one.Available(at) > 0);
}
