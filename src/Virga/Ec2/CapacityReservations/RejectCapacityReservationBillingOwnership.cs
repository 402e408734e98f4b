using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.CapacityReservations;

/// <summary>Refuses to pay for another account's reservation.</summary>
internal sealed class RejectCapacityReservationBillingOwnership : IMutation<
    RejectCapacityReservationBillingOwnershipRequest, RejectCapacityReservationBillingOwnershipResult>
{
    public static RejectCapacityReservationBillingOwnershipResult Run(
        RejectCapacityReservationBillingOwnershipRequest input, Change change)
    {
        BillingOwners.Answer(change, input.CapacityReservationId, CapacityReservationBillingRequestStatus.Rejected);
        return new() { Return = true };
    }
}
