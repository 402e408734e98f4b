using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.CapacityReservations;

/// <summary>Lends more of a reservation's capacity, or reclaims some or all of it.</summary>
internal sealed class UpdateInterruptibleCapacityReservationAllocation : IMutation<
    UpdateInterruptibleCapacityReservationAllocationRequest, UpdateInterruptibleCapacityReservationAllocationResult>
{
    public static UpdateInterruptibleCapacityReservationAllocationResult Run(
        UpdateInterruptibleCapacityReservationAllocationRequest input, Change change)
    {
        var source = change.Named<CapacityReservationRow>(input.CapacityReservationId);
        var target = input.TargetInstanceCount!.Value;
        if (target is < 0 or > InterruptibleCapacity.MaxCount)
            throw CommonErrors.InvalidParameterValue($"Invalid value '{target}' for TargetInstanceCount.");
        var loan = InterruptibleCapacity.Of(change, source) ?? throw Ec2Errors.IncorrectState(
            $"The capacity reservation '{source.Id}' has no interruptible allocation.");
        if (target - loan.TotalCount > source.Available(change)) throw ReservedCapacity.Exceeded();
        loan = InterruptibleCapacity.Resize(change, loan, target);
        return new()
        {
            InterruptibleCapacityReservationId = loan.Id,
            SourceCapacityReservationId = source.Id,
            InstanceCount = loan.TotalCount,
            TargetInstanceCount = target,
            Status = loan.Loan!.Status,
            InterruptionType = InterruptionType.Adhoc,
        };
    }
}
