using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.CapacityReservations;

/// <summary>Cancels a request that waits, or takes the cost back from who accepted it.</summary>
internal sealed class DisassociateCapacityReservationBillingOwner : IMutation<
    DisassociateCapacityReservationBillingOwnerRequest, DisassociateCapacityReservationBillingOwnerResult>
{
    public static DisassociateCapacityReservationBillingOwnerResult Run(
        DisassociateCapacityReservationBillingOwnerRequest input, Change change)
    {
        var row = change.Named<CapacityReservationRow>(input.CapacityReservationId);
        if (row.Billing is not { } billing || billing.OwnerId != input.UnusedReservationBillingOwnerId)
            throw CommonErrors.InvalidParameterValue(
                $"The account '{input.UnusedReservationBillingOwnerId}' does not pay for '{row.Id}'.");
        var status = billing.Status switch
        {
            CapacityReservationBillingRequestStatus.Pending => CapacityReservationBillingRequestStatus.Cancelled,
            CapacityReservationBillingRequestStatus.Accepted => CapacityReservationBillingRequestStatus.Revoked,
            _ => throw Ec2Errors.IncorrectState(
                $"The billing request of the capacity reservation '{row.Id}' is {billing.Status}."),
        };
        change.Put(row with { Billing = billing with { Status = status, UpdateTime = change.Now } });
        return new() { Return = true };
    }
}
