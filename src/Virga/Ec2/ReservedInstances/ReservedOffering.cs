using System.Buffers.Binary;
using Virga.Ec2.InstanceTypes;
using Virga.Ec2.SpotInstances;
using Virga.Ec2.Zones;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.ReservedInstances;

/// <summary>
/// An offer of reserved instances; all that it says is written into its id. Discounts are AWS's round figures of 2024
/// (a year 37 to 41 percent, three years 57 to 62, less for convertible ones) on prices that are a model.
/// </summary>
internal sealed record ReservedOffering(
    InstanceTypeFacts Type, RegionFacts Region, ZoneFacts? Zone, string Product, string Class, string Payment,
    int Years)
{
    private const int Mark = 0x5649;
    private const double HoursPerYear = 8_760;
    private const long SecondsPerYear = 31_536_000;
    private const double ConvertibleMarkup = 1.15;
    private const double PartialUpfrontShare = 0.5;

    public static readonly string[] Products = [RIProductDescription.LinuxUNIX, RIProductDescription.Windows];
    private static readonly string[] Classes = [OfferingClassType.Standard, OfferingClassType.Convertible];

    private static readonly string[] Payments =
        [OfferingTypeValues.NoUpfront, OfferingTypeValues.PartialUpfront, OfferingTypeValues.AllUpfront];

    /// <summary>Share of the on-demand price, by payment, of one year and of three.</summary>
    private static readonly double[][] Shares = [[0.63, 0.60, 0.59], [0.43, 0.40, 0.38]];

    public long DurationSeconds => Years * SecondsPerYear;

    /// <summary>USD an hour over all.</summary>
    public double Hourly => (double)SpotPrices.OnDemand(Type, Region, Product)
        * Shares[Years == 1 ? 0 : 1][Array.IndexOf(Payments, Payment)]
        * (Class == OfferingClassType.Convertible ? ConvertibleMarkup : 1);

    /// <summary>USD at the purchase, for one instance.</summary>
    public double FixedPrice => Math.Round(Hourly * HoursPerYear * Years * UpfrontShare, 0);

    /// <summary>USD an hour for as long as it lasts, for one instance.</summary>
    public double RecurringPrice => Math.Round(Hourly * (1 - UpfrontShare), 4);

    public string Id
    {
        get
        {
            Span<byte> bytes = stackalloc byte[16];
            BinaryPrimitives.WriteUInt16BigEndian(bytes, Mark);
            BinaryPrimitives.WriteUInt16BigEndian(bytes[2..], (ushort)InstanceTypeCatalogue.Ordinal(Type.Name));
            bytes[4] = (byte)Array.IndexOf(Products, Product);
            bytes[5] = (byte)Array.IndexOf(Classes, Class);
            bytes[6] = (byte)Array.IndexOf(Payments, Payment);
            bytes[7] = (byte)Years;
            bytes[8] = (byte)(1 + Region.AvailabilityZones.ToList().FindIndex(zone => zone.ZoneId == Zone?.ZoneId));
            return new Guid(bytes, bigEndian: true).ToString();
        }
    }

    private double UpfrontShare => Payment switch
    {
        OfferingTypeValues.AllUpfront => 1,
        OfferingTypeValues.PartialUpfront => PartialUpfrontShare,
        _ => 0,
    };

    /// <summary>All offers of a region, or those of one type.</summary>
    public static IEnumerable<ReservedOffering> In(RegionFacts region, string? typeName)
    {
        foreach (var type in typeName is null ? InstanceTypeCatalogue.All() : Named(typeName))
        {
            var zones = InstanceTypeOfferings.ZonesOf(region, type.Name).ToList();
            if (zones.Count == 0) continue;
            foreach (var zone in zones.Prepend<ZoneFacts?>(null))
            {
                foreach (var offer in Of(type, region, zone)) yield return offer;
            }
        }
    }

    /// <summary>The offer with this id, or AWS's error.</summary>
    public static ReservedOffering Find(string id, WorldView at)
    {
        Span<byte> bytes = stackalloc byte[16];
        if (!Guid.TryParseExact(id, "D", out var guid) || !guid.TryWriteBytes(bytes, bigEndian: true, out _)
            || BinaryPrimitives.ReadUInt16BigEndian(bytes) != Mark
            || RegionCatalogue.Find(at.Region) is not { } region)
            throw NotFound(id);
        var name = InstanceTypeCatalogue.Names()
            .ElementAtOrDefault(BinaryPrimitives.ReadUInt16BigEndian(bytes[2..])) ?? "";
        return In(region, name).FirstOrDefault(offer => offer.Id == id) ?? throw NotFound(id);
    }

    private static IEnumerable<InstanceTypeFacts> Named(string name) =>
        InstanceTypeCatalogue.Find(name) is { } type ? [type] : [];

    private static IEnumerable<ReservedOffering> Of(InstanceTypeFacts type, RegionFacts region, ZoneFacts? zone) =>
        from product in Products
        from kind in Classes
        from payment in Payments
        from years in (int[])[1, 3]
        select new ReservedOffering(type, region, zone, product, kind, payment, years);

    private static AwsException NotFound(string id) => new("InvalidReservedInstancesOfferingId",
        $"The reserved instances offering ID '{id}' does not exist");
}
