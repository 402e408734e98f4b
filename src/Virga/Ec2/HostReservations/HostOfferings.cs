using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Virga.Ec2.DedicatedHosts;
using Virga.Ec2.InstanceTypes;
using Virga.Ec2.SpotInstances;
using Virga.Ec2.Zones;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.HostReservations;

/// <summary>
/// Offers for dedicated hosts: each family, a year or three, each way to pay. Prices are a model: that of the family's
/// largest type, with the discounts of reserved instances.
/// </summary>
internal static class HostOfferings
{
    private const int SecondsPerYear = 31_536_000;
    private const double HoursPerYear = 8_760;

    /// <summary>Share of the price without a reservation, of one year and of three.</summary>
    private static readonly double[] Shares = [0.63, 0.43];

    private static readonly string[] Payments =
        [PaymentOption.NoUpfront, PaymentOption.PartialUpfront, PaymentOption.AllUpfront];

    public static IEnumerable<HostOffering> In(WorldView at)
    {
        var families = InstanceTypeCatalogue.All().Where(type => type.AreDedicatedHostsSupported)
            .GroupBy(type => type.Family, StringComparer.Ordinal);
        return families.SelectMany(family => Of(at, HostCapacity.Largest(family)));
    }

    /// <summary>The offer with this id, or AWS's error.</summary>
    public static HostOffering Find(WorldView at, string? id) =>
        In(at).FirstOrDefault(offer => offer.OfferingId == id) ?? throw new AwsException(
            "InvalidHostReservationOfferingId.NotFound", $"The host reservation offering ID '{id}' does not exist");

    private static IEnumerable<HostOffering> Of(WorldView at, InstanceTypeFacts largest)
    {
        if (RegionCatalogue.Find(at.Region) is not { } region) yield break;
        var family = largest.Family;
        if (!InstanceTypeOfferings.ZonesOf(region, largest.Name).Any()) yield break;
        var hourly = (double)SpotPrices.OnDemand(largest, region, "Linux/UNIX");
        for (var term = 0; term < Shares.Length; term++)
        {
            var years = term == 0 ? 1 : 3;
            foreach (var payment in Payments)
            {
                var upfront = payment switch
                {
                    PaymentOption.AllUpfront => 1.0, PaymentOption.PartialUpfront => 0.5, _ => 0.0,
                };
                yield return new()
                {
                    OfferingId = IdOf($"{family}/{years}/{payment}"),
                    InstanceFamily = family,
                    Duration = years * SecondsPerYear,
                    PaymentOption = payment,
                    CurrencyCode = CurrencyCodeValues.USD,
                    HourlyPrice = Price(hourly * Shares[term] * (1 - upfront)),
                    UpfrontPrice = Price(hourly * Shares[term] * upfront * HoursPerYear * years),
                };
            }
        }
    }

    private static string IdOf(string offer) =>
        "hro-0" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(offer)))[..16];

    private static string Price(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);
}
