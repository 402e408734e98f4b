using System.Collections.Concurrent;
using Virga.Ec2.Zones;

namespace Virga.Ec2;

/// <summary>The id of a zone (<c>use1-az6</c>) by its name (<c>us-east-1a</c>).</summary>
internal static class ZoneIds
{
    private static readonly ConcurrentDictionary<string, string?> Known = new(StringComparer.Ordinal);

    /// <summary>The id, or null for a zone that does not exist.</summary>
    public static string? Of(string zoneName) => Known.GetOrAdd(zoneName, static name =>
        RegionCatalogue.All().SelectMany(region => region.AllZones)
            .FirstOrDefault(zone => zone.ZoneName == name)?.ZoneId);
}
