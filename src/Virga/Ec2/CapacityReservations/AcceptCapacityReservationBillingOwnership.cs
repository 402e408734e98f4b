using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.CapacityReservations;

/// <summary>Takes over the cost of what another account's reservation does not use.</summary>
internal sealed class AcceptCapacityReservationBillingOwnership : IMutation<
    AcceptCapacityReservationBillingOwnershipRequest, AcceptCapacityReservationBillingOwnershipResult>
{
    public static AcceptCapacityReservationBillingOwnershipResult Run(
        AcceptCapacityReservationBillingOwnershipRequest input, Change change)
    {
        BillingOwners.Answer(change, input.CapacityReservationId, CapacityReservationBillingRequestStatus.Accepted);
        return new() { Return = true };
    }
}
