using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.CapacityReservations;

/// <summary>
/// Requests to pay for the unused part of another account's reservation. There are neither organizations nor shares of
/// resources here, so that any account may be asked.
/// </summary>
internal static class BillingOwners
{
    /// <summary>The reservation of whatever account that the caller is asked to pay for, with its account.</summary>
    public static (Scope Scope, CapacityReservationRow Row) Asked(WorldView at, string? id)
    {
        Ids.Check(CapacityReservationRow.Kind, id ?? throw CommonErrors.MissingParameter("CapacityReservationId"));
        return ForPayer(at, at.Account).FirstOrDefault(one => one.Row.Id == id) is { Row: not null } found
            ? found
            : throw CapacityReservationRow.Kind.NotFound!(id);
    }

    /// <summary>All reservations of this region that an account was asked to pay for.</summary>
    public static IEnumerable<(Scope Scope, CapacityReservationRow Row)> ForPayer(WorldView at, string payer) =>
        from scope in at.Scopes
        where scope.Region == at.Region
        from row in at.Rows<CapacityReservationRow>(scope)
        where row.Billing?.OwnerId == payer
        select (scope, row);

    /// <summary>Answers a request that waits for the caller.</summary>
    public static void Answer(Change change, string? id, string status)
    {
        var (scope, row) = Asked(change, id);
        if (row.Billing!.Status != CapacityReservationBillingRequestStatus.Pending)
            throw Ec2Errors.IncorrectState(
                $"The billing request of the capacity reservation '{row.Id}' is {row.Billing.Status}.");
        change.At(scope).Put(row with { Billing = row.Billing with { Status = status, UpdateTime = change.Now } });
    }
}
