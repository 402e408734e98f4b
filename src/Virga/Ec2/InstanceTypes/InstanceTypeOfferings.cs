using System.Collections.Frozen;
using Virga.Ec2.Zones;
using Virga.Facts;

namespace Virga.Ec2.InstanceTypes;

/// <summary>
/// Which type is sold in which zone. The facts are per zone id, which is the same data centre for every account; zone
/// names follow from <see cref="RegionCatalogue"/>. A region without facts sells what the region named in its
/// <see cref="RegionFacts.OfferingsLike"/> sells; local and wavelength zones sell nothing, for want of facts.
/// </summary>
internal static class InstanceTypeOfferings
{
    private static readonly FactTable Table = new("Virga.Ec2.InstanceTypes.offerings.tsv");

    /// <summary>Zone id to its bit, from the table's header.</summary>
    private static readonly Lazy<FrozenDictionary<string, int>> Bits = new(() =>
        Table.Header[(Table.Header.IndexOf('\t', StringComparison.Ordinal) + 1)..].Split(' ')
            .Select((zone, bit) => KeyValuePair.Create(zone, bit)).ToFrozenDictionary(StringComparer.Ordinal));

    /// <summary>Whether the type is sold in any availability zone of the region.</summary>
    public static bool IsOffered(RegionFacts region, string instanceType) => ZonesOf(region, instanceType).Any();

    /// <summary>Whether the type is sold in this zone.</summary>
    public static bool IsOffered(ZoneFacts zone, string instanceType) =>
        ZonesOf(zone.Region, instanceType).Any(sold => sold.ZoneId == zone.ZoneId);

    /// <summary>The availability zones of the region that sell the type, in the order of their names.</summary>
    public static IEnumerable<ZoneFacts> ZonesOf(RegionFacts region, string instanceType) =>
        Table.Find(instanceType) is { } row ? ZonesOf(region, new Offering(row)) : [];

    /// <summary>All types sold in the region, in the order of their names, with the zones that sell them.</summary>
    public static IEnumerable<(string InstanceType, IReadOnlyList<ZoneFacts> Zones)> In(RegionFacts region) =>
        from row in Table.Rows()
        let offering = new Offering(row)
        let zones = ZonesOf(region, offering).ToArray()
        where zones.Length > 0
        select (offering.InstanceType, (IReadOnlyList<ZoneFacts>)zones);

    private static IEnumerable<ZoneFacts> ZonesOf(RegionFacts region, Offering offering)
    {
        var zones = region.AvailabilityZones;
        if (region.OfferingsLike is not { } like) return zones.Where(zone => Sells(offering, zone.ZoneId));
        var model = RegionCatalogue.Find(like)!.AvailabilityZones;
        return zones.Where((_, at) => Sells(offering, model[at % model.Count].ZoneId));
    }

    private static bool Sells(Offering offering, string zoneId) =>
        Bits.Value.TryGetValue(zoneId, out var bit) && (offering.Mask[bit / 8] & (0x80 >> (bit % 8))) != 0;

    /// <summary>One row: the type, and a bit per zone with the first zone in the highest bit.</summary>
    private readonly struct Offering
    {
        public Offering(string row)
        {
            var cells = new FactReader(row);
            InstanceType = cells.Cell().ToString();
            var mask = cells.Cell().ToString();
            Mask = Convert.FromBase64String(mask.PadRight((mask.Length + 3) / 4 * 4, '='));
        }

        public string InstanceType { get; }

        public byte[] Mask { get; }
    }
}
