using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.CapacityReservations;

/// <summary>Asks another account to pay for what a reservation does not use; it has to accept.</summary>
internal sealed class AssociateCapacityReservationBillingOwner : IMutation<
    AssociateCapacityReservationBillingOwnerRequest, AssociateCapacityReservationBillingOwnerResult>
{
    private const int AccountLength = 12;

    public static AssociateCapacityReservationBillingOwnerResult Run(
        AssociateCapacityReservationBillingOwnerRequest input, Change change)
    {
        var row = change.Named<CapacityReservationRow>(input.CapacityReservationId);
        var payer = input.UnusedReservationBillingOwnerId!;
        if (payer.Length != AccountLength || !payer.All(char.IsAsciiDigit) || payer == change.Account)
            throw CommonErrors.InvalidParameterValue(
                $"Invalid value '{payer}' for UnusedReservationBillingOwnerId.");
        if (row.State != CapacityReservationState.Active)
            throw new AwsException("InvalidCapacityReservationState",
                $"The capacity reservation '{row.Id}' is in the state '{row.State}'.");
        if (row.FleetId is not null || row.CapacityBlockId is not null)
            throw Ec2Errors.OperationNotPermitted(
                $"The billing of '{row.Id}', which belongs to a fleet or a capacity block, cannot be assigned.");
        if (row.Billing is { Status: CapacityReservationBillingRequestStatus.Pending
            or CapacityReservationBillingRequestStatus.Accepted })
            throw Ec2Errors.IncorrectState(
                $"The capacity reservation '{row.Id}' has a billing request that is {row.Billing.Status}.");
        change.Put(row with
        {
            Billing = new(payer, CapacityReservationBillingRequestStatus.Pending, change.Now),
        });
        return new() { Return = true };
    }
}
