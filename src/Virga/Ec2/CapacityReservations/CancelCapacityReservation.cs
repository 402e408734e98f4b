using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.CapacityReservations;

/// <summary>Gives a reservation back; its instances go on.</summary>
internal sealed class CancelCapacityReservation
    : IMutation<CancelCapacityReservationRequest, CancelCapacityReservationResult>
{
    public static CancelCapacityReservationResult Run(CancelCapacityReservationRequest input, Change change)
    {
        var row = change.Named<CapacityReservationRow>(input.CapacityReservationId);
        if (row.CapacityBlockId is not null)
            throw Ec2Errors.OperationNotPermitted($"The capacity block reservation '{row.Id}' cannot be cancelled.");
        if (row.CommitmentEnd > change.Now && row.State == CapacityReservationState.Active)
            throw Ec2Errors.OperationNotPermitted(
                $"The capacity reservation '{row.Id}' cannot be cancelled before the end of its commitment.");
        if (row.State is CapacityReservationState.Cancelled or CapacityReservationState.Expired)
            throw new AwsException("InvalidCapacityReservationState",
                $"The capacity reservation '{row.Id}' is in the state '{row.State}'.");
        InterruptibleCapacity.DemandOwn(row);
        InterruptibleCapacity.DemandNothingLent(change, row);
        CapacityProgress.End(change, row, CapacityReservationState.Cancelled);
        return new() { Return = true };
    }
}
