using System.Globalization;
using Virga.Ec2.DedicatedHosts;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.HostReservations;

/// <summary>What a reservation of hosts would cost, and for which hosts it can be bought.</summary>
internal sealed record HostPurchase(HostOffering Offer, IReadOnlyList<HostRow> Hosts)
{
    public double UpfrontTotal => Number(Offer.UpfrontPrice) * Hosts.Count;

    public string TotalUpfrontPrice => Text(UpfrontTotal);

    public string TotalHourlyPrice => Text(Number(Offer.HourlyPrice) * Hosts.Count);

    /// <summary>The purchase that a request asks for, or AWS's error.</summary>
    public static HostPurchase Of(WorldView at, string? offeringId, List<string>? hostIds)
    {
        var offer = HostOfferings.Find(at, offeringId);
        var hosts = (hostIds ?? []).Distinct(StringComparer.Ordinal).Select(at.Named<HostRow>).ToList();
        if (hosts.Count == 0) throw CommonErrors.MissingParameter("HostIdSet");
        foreach (var host in hosts)
        {
            if (host.IsReleased) throw HostRow.Kind.NotFound!(host.Id);
            if (host.InstanceFamily != offer.InstanceFamily)
                throw CommonErrors.InvalidParameterValue(
                    $"The host '{host.Id}' is not of the family '{offer.InstanceFamily}'.");
            if (host.ReservationId is not null)
                throw CommonErrors.InvalidParameterValue(
                    $"The host '{host.Id}' has the reservation '{host.ReservationId}' already.");
        }

        return new(offer, hosts);
    }

    public Purchase View(string? reservationId) => new()
    {
        HostReservationId = reservationId,
        HostIdSet = [.. Hosts.Select(host => host.Id)],
        InstanceFamily = Offer.InstanceFamily,
        Duration = Offer.Duration,
        PaymentOption = Offer.PaymentOption,
        CurrencyCode = Offer.CurrencyCode,
        HourlyPrice = TotalHourlyPrice,
        UpfrontPrice = TotalUpfrontPrice,
    };

    private static double Number(string? price) => double.Parse(price!, CultureInfo.InvariantCulture);

    private static string Text(double price) => price.ToString("0.000", CultureInfo.InvariantCulture);
}
