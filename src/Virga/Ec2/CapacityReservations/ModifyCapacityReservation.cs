using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.CapacityReservations;

/// <summary>Changes the size, the end or the matching of a reservation.</summary>
internal sealed class ModifyCapacityReservation
    : IMutation<ModifyCapacityReservationRequest, ModifyCapacityReservationResult>
{
    private const int MaxCount = 1_000;

    public static ModifyCapacityReservationResult Run(ModifyCapacityReservationRequest input, Change change)
    {
        var row = change.Named<CapacityReservationRow>(input.CapacityReservationId);
        DemandModifiable(row);
        if (input.InstanceCount is { } count)
        {
            CapacityRules.CheckCount(count, MaxCount);
            var least = row.Used(change) + row.Lent(change);
            if (count < least)
                throw CommonErrors.InvalidParameterValue(
                    $"The capacity reservation '{row.Id}' is used by {least} instances and cannot be "
                    + $"reduced to {count}.");
        }

        if (input.EndDate is not null) InterruptibleCapacity.DemandNothingLent(change, row);

        CapacityRules.CheckEnd(change, input.EndDateType, input.EndDate);
        var next = change.Put(row with
        {
            TotalCount = input.InstanceCount ?? row.TotalCount,
            EndDate = input.EndDateType == EndDateType.Unlimited ? null : input.EndDate ?? row.EndDate,
            MatchCriteria = input.InstanceMatchCriteria ?? row.MatchCriteria,
        });
        CapacityProgress.PlanEnd(change, next);
        return new() { Return = true };
    }

    /// <summary>Reservations of fleets and blocks are changed through those.</summary>
    private static void DemandModifiable(CapacityReservationRow row)
    {
        if (row.State is not (CapacityReservationState.Active or CapacityReservationState.Scheduled))
            throw new AwsException("InvalidCapacityReservationState",
                $"The capacity reservation '{row.Id}' is in the state '{row.State}'.");
        InterruptibleCapacity.DemandOwn(row);
        if (row.FleetId is not null || row.CapacityBlockId is not null)
            throw Ec2Errors.OperationNotPermitted(
                $"The capacity reservation '{row.Id}' belongs to a fleet or a capacity block and cannot be modified by "
                + "itself.");
    }
}
