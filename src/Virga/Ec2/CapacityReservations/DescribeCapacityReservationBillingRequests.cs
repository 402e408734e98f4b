using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.CapacityReservations;

/// <summary>Lists requests to pay for reservations: those that the caller made, or those made to it.</summary>
internal sealed class DescribeCapacityReservationBillingRequests : IQuery<
    DescribeCapacityReservationBillingRequestsRequest, DescribeCapacityReservationBillingRequestsResult>
{
    private static readonly Filters<CapacityReservationBillingRequest> Filters = new()
    {
        { "status", one => one.Status },
        { "requested-by", one => one.RequestedBy },
        { "unused-reservation-billing-owner", one => one.UnusedReservationBillingOwnerId },
    };

    public static DescribeCapacityReservationBillingRequestsResult Run(
        DescribeCapacityReservationBillingRequestsRequest input, WorldView at)
    {
        var ids = input.CapacityReservationIds ?? [];
        foreach (var id in ids) Ids.Check(CapacityReservationRow.Kind, id);
        var known = input.Role == CallerRole.OdcrOwner
            ? at.Rows<CapacityReservationRow>().Where(row => row.Billing is not null).Select(row => (at.Scope, row))
            : BillingOwners.ForPayer(at, at.Account);
        var all = known.Select(one => View(one.Item1.Account, one.Item2)).ToList();
        if (ids.Find(id => !all.Exists(one => one.CapacityReservationId == id)) is { } absent)
            throw CapacityReservationRow.Kind.NotFound!(absent);
        if (ids.Count > 0) all.RemoveAll(one => !ids.Contains(one.CapacityReservationId!));
        var page = FactPage.Of(all, Filters, input.Filters, input.MaxResults, input.NextToken);
        return new() { CapacityReservationBillingRequests = page.Items, NextToken = page.NextToken };
    }

    private static CapacityReservationBillingRequest View(string owner, CapacityReservationRow row) => new()
    {
        CapacityReservationId = row.Id,
        RequestedBy = owner,
        UnusedReservationBillingOwnerId = row.Billing!.OwnerId,
        LastUpdateTime = row.Billing.UpdateTime,
        Status = row.Billing.Status,
        CapacityReservationInfo = new()
        {
            InstanceType = row.InstanceType,
            AvailabilityZone = row.AvailabilityZone,
            AvailabilityZoneId = ZoneIds.Of(row.AvailabilityZone),
            Tenancy = row.Tenancy,
        },
    };
}
