using Virga.Ec2.Tags;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.CapacityReservations;

/// <summary>
/// Lends unused capacity of a reservation to a new, interruptible one, which only launches that name it may use.
/// </summary>
internal sealed class CreateInterruptibleCapacityReservationAllocation : IMutation<
    CreateInterruptibleCapacityReservationAllocationRequest, CreateInterruptibleCapacityReservationAllocationResult>
{
    public static CreateInterruptibleCapacityReservationAllocationResult Run(
        CreateInterruptibleCapacityReservationAllocationRequest input, Change change)
    {
        var count = input.InstanceCount!.Value;
        CapacityRules.CheckCount(count, InterruptibleCapacity.MaxCount);
        var source = CapacityMoves.Source(change, input.CapacityReservationId, count);
        InterruptibleCapacity.DemandNothingLent(change, source);
        if (source.EndDate is not null)
            throw Ec2Errors.OperationNotPermitted(
                $"The capacity reservation '{source.Id}' has an end date; capacity can be allocated only of one "
                + "without.");
        var loan = change.Put(source with
        {
            Id = change.NewId("cr"),
            Sequence = 0,
            TotalCount = count,
            MatchCriteria = InstanceMatchCriteria.Targeted,
            CreateDate = change.Now,
            StartDate = change.Now,
            CommitmentEnd = null,
            DeliveryPreference = null,
            Billing = null,
            Loan = new(source.Id, count, InterruptibleCapacityReservationAllocationStatus.Active),
        });
        change.TagNew(input.TagSpecifications, ResourceType.CapacityReservation, loan.Id);
        return new()
        {
            SourceCapacityReservationId = source.Id,
            TargetInstanceCount = count,
            Status = loan.Loan!.Status,
            InterruptionType = InterruptionType.Adhoc,
        };
    }
}
