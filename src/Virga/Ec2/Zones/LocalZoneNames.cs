namespace Virga.Ec2.Zones;

/// <summary>
/// Names of local and wavelength zones from their ids, which are the recorded facts. The forms are AWS's
/// (<c>usw2-lax1-az1</c> is <c>us-west-2-lax-1a</c> in group <c>us-west-2-lax-1</c>, <c>use1-wl1-bos-wlz1</c> is
/// <c>us-east-1-wl1-bos-wlz-1</c> in group <c>us-east-1-wl1</c>); the parent zone is not recorded, and taken to be the
/// region's zone with the highest id, which is right for Los Angeles.
/// </summary>
internal static class LocalZoneNames
{
    /// <summary>A local zone from its id.</summary>
    public static ZoneFacts LocalZone(RegionFacts region, string id)
    {
        var parts = id.Split('-');
        var group = $"{region.Name}-{parts[1][..3]}-{parts[1][3..]}";
        return new ZoneFacts
        {
            Region = region,
            ZoneName = group + (char)('a' + (parts[2][^1] - '1')),
            ZoneId = id,
            ZoneType = ZoneTypes.LocalZone,
            GroupName = group,
            GroupLongName = $"{Area(region)} ({City(parts[1][..3])})",
            NetworkBorderGroup = group,
            Parent = Parent(region),
        };
    }

    /// <summary>A wavelength zone from its id, which names its carrier's group in all but France.</summary>
    public static ZoneFacts WavelengthZone(RegionFacts region, string id)
    {
        var parts = id.Split('-');
        var name = $"{region.Name}-{string.Join('-', parts[1..^1])}-wlz-{parts[^1][3..]}";
        return new ZoneFacts
        {
            Region = region,
            ZoneName = name,
            ZoneId = id,
            ZoneType = ZoneTypes.WavelengthZone,
            GroupName = $"{region.Name}-{parts[1]}",
            GroupLongName = $"{Area(region)} Wavelength ({City(parts[^2][..3])})",
            NetworkBorderGroup = name,
            Parent = Parent(region),
        };
    }

    /// <summary><c>US West</c> of <c>US West (Oregon)</c>.</summary>
    private static string Area(RegionFacts region) =>
        region.LongName[..region.LongName.IndexOf(" (", StringComparison.Ordinal)];

    private static ZoneFacts? Parent(RegionFacts region) =>
        region.AvailabilityZones.MaxBy(zone => zone.ZoneId, StringComparer.Ordinal);

    /// <summary>The city of an airport code; the code itself where it is not known.</summary>
    private static string City(string code) => code switch
    {
        "atl" => "Atlanta", "bna" => "Nashville", "bos" => "Boston", "bue" => "Buenos Aires", "ccu" => "Kolkata",
        "chi" => "Chicago", "clt" => "Charlotte", "cmn" => "Casablanca", "cph" => "Copenhagen", "del" => "Delhi",
        "den" => "Denver", "dfw" => "Dallas", "dss" => "Dakar", "dtw" => "Detroit", "ham" => "Hamburg",
        "hel" => "Helsinki", "hnl" => "Honolulu", "iah" => "Houston", "ist" => "Istanbul", "kix" => "Osaka",
        "las" => "Las Vegas", "lax" => "Los Angeles", "lim" => "Lima", "los" => "Lagos", "man" => "Manchester",
        "mci" => "Kansas City", "mct" => "Muscat", "mia" => "Miami", "mnl" => "Manila", "msp" => "Minneapolis",
        "nrt" => "Tokyo", "nyc" => "New York City", "per" => "Perth", "phl" => "Philadelphia", "phx" => "Phoenix",
        "scl" => "Santiago", "sea" => "Seattle", "sfo" => "San Francisco", "tpa" => "Tampa", "was" => "Washington DC",
        "waw" => "Warsaw", "yto" => "Toronto",
        _ => code,
    };
}
