using System.Globalization;
using Virga.Ec2.DedicatedHosts;
using Virga.Ec2.Tags;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.HostReservations;

/// <summary>Buys a reservation for hosts; they cannot be released before its end.</summary>
internal sealed class PurchaseHostReservation
    : IMutation<PurchaseHostReservationRequest, PurchaseHostReservationResult>
{
    public static PurchaseHostReservationResult Run(PurchaseHostReservationRequest input, Change change)
    {
        var purchase = HostPurchase.Of(change, input.OfferingId, input.HostIdSet);
        if (double.TryParse(input.LimitPrice, CultureInfo.InvariantCulture, out var limit)
            && purchase.UpfrontTotal > limit)
            throw CommonErrors.InvalidParameterValue("The offering costs more than the limit price.");
        var row = change.Put(new HostReservationRow(change.NewId("hr"))
        {
            OfferingId = purchase.Offer.OfferingId!,
            HostIds = [.. purchase.Hosts.Select(host => host.Id)],
            Start = change.Now,
            End = change.Now.AddSeconds(purchase.Offer.Duration!.Value),
        });
        foreach (var host in purchase.Hosts) change.Put(host with { ReservationId = row.Id });
        change.TagNew(input.TagSpecifications, ResourceType.HostReservation, row.Id);
        change.Expire<HostReservationIsRetired>(row.End - change.Now, row.Id);
        return new()
        {
            ClientToken = input.ClientToken,
            CurrencyCode = CurrencyCodeValues.USD,
            Purchase = [purchase.View(row.Id)],
            TotalHourlyPrice = purchase.TotalHourlyPrice,
            TotalUpfrontPrice = purchase.TotalUpfrontPrice,
        };
    }
}

/// <summary>The time of a reservation is over; its hosts go on without it.</summary>
internal sealed class HostReservationIsRetired : ITransition
{
    public static void Run(Change change, string subject)
    {
        if (change.Find<HostReservationRow>(subject) is not { } row) return;
        change.Put(row with { State = ReservationState.Retired });
        foreach (var id in row.HostIds)
        {
            if (change.Find<HostRow>(id) is { } host && host.ReservationId == row.Id)
                change.Put(host with { ReservationId = null });
        }
    }
}
