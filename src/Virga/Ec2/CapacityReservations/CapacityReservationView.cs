using Virga.Ec2.Tags;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.CapacityReservations;

/// <summary>A capacity reservation as AWS shows it.</summary>
internal static class CapacityReservationView
{
    public static CapacityReservation Of(CapacityReservationRow row, WorldView at) => new()
    {
        CapacityReservationId = row.Id,
        OwnerId = at.Account,
        CapacityReservationArn = at.Ec2Arn("capacity-reservation", row.Id),
        AvailabilityZone = row.AvailabilityZone,
        AvailabilityZoneId = ZoneIds.Of(row.AvailabilityZone),
        InstanceType = row.InstanceType,
        InstancePlatform = row.Platform,
        Tenancy = row.Tenancy,
        TotalInstanceCount = row.TotalCount,
        AvailableInstanceCount = row.Available(at),
        CapacityAllocations = row.Used(at) is var used and > 0
            ? [new() { AllocationType = AllocationType.Used, Count = used }]
            : [],
        EbsOptimized = row.IsEbsOptimized,
        EphemeralStorage = row.HasEphemeralStorage,
        State = row.State,
        StartDate = row.StartDate,
        EndDate = row.EndDate,
        EndDateType = row.EndDate is null ? EndDateType.Unlimited : EndDateType.Limited,
        InstanceMatchCriteria = row.MatchCriteria,
        CreateDate = row.CreateDate,
        PlacementGroupArn = row.PlacementGroupArn,
        CapacityReservationFleetId = row.FleetId,
        ReservationType = row.CapacityBlockId is null
            ? CapacityReservationType.Default
            : CapacityReservationType.CapacityBlock,
        CapacityBlockId = row.CapacityBlockId,
        UnusedReservationBillingOwnerId = row.Billing is { Status: "accepted", OwnerId: var payer } ? payer : null,
        CommitmentInfo = row.CommitmentEnd is not { } end ? null : new()
        {
            CommittedInstanceCount = row.TotalCount, CommitmentEndDate = end,
        },
        DeliveryPreference = row.DeliveryPreference,
        Interruptible = row.Loan is not null,
        InterruptibleCapacityAllocation = InterruptibleCapacity.AllocationOf(row, at),
        InterruptionInfo = InterruptibleCapacity.InfoOf(row),
        Tags = at.TagsOf(row.Id),
    };
}
