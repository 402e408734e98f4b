using System.Collections.Frozen;
using Virga.Facts;

namespace Virga.Ec2.Zones;

/// <summary>All regions of AWS that are known to its public parameters, with their zones.</summary>
internal static class RegionCatalogue
{
    private static readonly FactTable Table = new("Virga.Ec2.Zones.regions.tsv");

    private static readonly Lazy<FrozenDictionary<string, RegionFacts>> Regions = new(() =>
        Table.Rows().Select(Read).ToFrozenDictionary(region => region.Name, StringComparer.Ordinal));

    /// <summary>The region with this name, or null.</summary>
    public static RegionFacts? Find(string name) => Regions.Value.GetValueOrDefault(name);

    /// <summary>All regions, in the order of their names.</summary>
    public static IEnumerable<RegionFacts> All() =>
        Regions.Value.Values.OrderBy(region => region.Name, StringComparer.Ordinal);

    /// <summary>The regions that an account of the partition sees, in the order of their names.</summary>
    public static IEnumerable<RegionFacts> In(string partition) =>
        All().Where(region => region.Partition.Name == partition);

    private static RegionFacts Read(string row)
    {
        var cells = new FactReader(row);
        var name = cells.Text();
        var partition = PartitionFacts.Find(cells.Text())!;
        var zones = new List<ZoneFacts>();
        var others = new List<ZoneFacts>();
        var region = new RegionFacts
        {
            Name = name,
            Partition = partition,
            LongName = cells.Text(),
            IsOptInRequired = cells.Cell() is "required",
            GeolocationCountry = cells.Text(),
            GeolocationRegion = cells.Text(),
            AvailabilityZones = zones,
            OtherZones = others,
            OfferingsLike = new FactReader(row[(row.LastIndexOf('\t') + 1)..]).OptionalText(),
        };
        zones.AddRange(AvailabilityZones(region, cells.Text()));
        others.AddRange(cells.List(',').Select(id => LocalZoneNames.LocalZone(region, id)));
        others.AddRange(cells.List(',').Select(id => LocalZoneNames.WavelengthZone(region, id)));
        others.Sort((a, b) => string.CompareOrdinal(a.ZoneName, b.ZoneName));
        return region;
    }

    /// <summary><c>use1 a=az6,b=az1</c>: the prefix of the ids, then the id of each letter.</summary>
    private static IEnumerable<ZoneFacts> AvailabilityZones(RegionFacts region, string cell)
    {
        var space = cell.IndexOf(' ', StringComparison.Ordinal);
        return cell[(space + 1)..].Split(',').Select(zone => new ZoneFacts
        {
            Region = region,
            ZoneName = region.Name + zone[0],
            ZoneId = $"{cell[..space]}-{zone[2..]}",
            ZoneType = ZoneTypes.AvailabilityZone,
            // Recorded for us-east-1: us-east-1-zg-1, "US East (N. Virginia) 1".
            GroupName = $"{region.Name}-zg-1",
            GroupLongName = $"{region.LongName} 1",
            NetworkBorderGroup = region.Name,
        });
    }
}
