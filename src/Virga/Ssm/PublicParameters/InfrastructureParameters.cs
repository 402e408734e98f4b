using Virga.Ec2.Zones;

namespace Virga.Ssm.PublicParameters;

/// <summary>
/// <c>/aws/service/global-infrastructure/regions</c> and the zone trees beside it, derived from
/// <see cref="RegionCatalogue"/>. The tree has the shape that AWS publishes, without its <c>services</c>.
/// </summary>
internal static class InfrastructureParameters
{
    private const string Root = "/aws/service/global-infrastructure/";

    /// <summary>AWS changes these parameters whenever it builds; the date is that of the recording.</summary>
    private static readonly DateTimeOffset Recorded = new(2026, 5, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Whether the name is in this tree.</summary>
    public static bool Covers(string name) => name.StartsWith(Root, StringComparison.Ordinal);

    /// <summary>The parameter with this exact name, or null.</summary>
    public static PublicParameter? Find(string region, string name) =>
        Tree().Where(entry => entry.Name == name).Select(entry => Parameter(region, entry)).FirstOrDefault();

    /// <summary>The parameters whose names start with this prefix.</summary>
    public static IEnumerable<PublicParameter> Below(string region, string prefix) =>
        prefix.StartsWith(Root, StringComparison.Ordinal) || Root.StartsWith(prefix, StringComparison.Ordinal)
            ? Tree().Where(entry => entry.Name.StartsWith(prefix, StringComparison.Ordinal))
                .Select(entry => Parameter(region, entry))
            : [];

    private static PublicParameter Parameter(string region, (string Name, string Value) entry) =>
        new(region, entry.Name, entry.Value, 1, Recorded, "text");

    private static IEnumerable<(string Name, string Value)> Tree() => RegionCatalogue.All().SelectMany(OfRegion);

    private static IEnumerable<(string Name, string Value)> OfRegion(RegionFacts region)
    {
        var path = $"{Root}regions/{region.Name}";
        yield return (path, region.Name);
        yield return ($"{path}/domain", region.Partition.DnsSuffix);
        yield return ($"{path}/geolocationCountry", region.GeolocationCountry);
        yield return ($"{path}/geolocationRegion", region.GeolocationRegion);
        yield return ($"{path}/longName", region.LongName);
        yield return ($"{path}/partition", region.Partition.Name);
        foreach (var zone in region.AllZones)
        {
            var kind = zone.ZoneType + "s";
            yield return ($"{path}/{kind}/{zone.ZoneId}", zone.ZoneId);
            yield return ($"{Root}{kind}/{zone.ZoneId}", zone.ZoneId);
            yield return ($"{Root}{kind}/{zone.ZoneId}/parent-region", region.Name);
        }
    }
}
