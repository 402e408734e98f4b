namespace Virga.Ec2.Zones;

/// <summary>A region of AWS.</summary>
internal sealed record RegionFacts
{
    public required string Name { get; init; }
    public required PartitionFacts Partition { get; init; }

    /// <summary>As the console writes it: <c>US East (N. Virginia)</c>.</summary>
    public required string LongName { get; init; }

    /// <summary>
    /// Whether an account must enable the region before it can use it. Whether it did is the account's state.
    /// </summary>
    public required bool IsOptInRequired { get; init; }

    /// <summary>ISO 3166-1 country: <c>US</c>.</summary>
    public required string GeolocationCountry { get; init; }

    /// <summary>ISO 3166-2 subdivision: <c>US-VA</c>.</summary>
    public required string GeolocationRegion { get; init; }

    /// <summary>In the order of their names.</summary>
    public required IReadOnlyList<ZoneFacts> AvailabilityZones { get; init; }

    /// <summary>
    /// Local zones and wavelength zones, in the order of their names; an account must opt in to each group.
    /// </summary>
    public required IReadOnlyList<ZoneFacts> OtherZones { get; init; }

    /// <summary>The region whose offerings stand in for this one's, where there are no facts; else null.</summary>
    public required string? OfferingsLike { get; init; }

    /// <summary>As DescribeRegions answers it: <c>ec2.us-east-1.amazonaws.com</c>.</summary>
    public string Ec2Endpoint => $"ec2.{Name}.{Partition.DnsSuffix}";

    /// <summary>All zones of the region.</summary>
    public IEnumerable<ZoneFacts> AllZones => AvailabilityZones.Concat(OtherZones);

    /// <summary>The zone with this name or this id, or null.</summary>
    public ZoneFacts? FindZone(string nameOrId) =>
        AllZones.FirstOrDefault(zone => zone.ZoneName == nameOrId || zone.ZoneId == nameOrId);
}

/// <summary>A zone of a region, as DescribeAvailabilityZones answers it.</summary>
internal sealed record ZoneFacts
{
    public required RegionFacts Region { get; init; }

    /// <summary>
    /// <c>us-east-1a</c>: which data centre that is differs between accounts on AWS, and is fixed here.
    /// </summary>
    public required string ZoneName { get; init; }

    /// <summary><c>use1-az6</c>: the data centre.</summary>
    public required string ZoneId { get; init; }

    /// <summary>See <see cref="ZoneTypes"/>.</summary>
    public required string ZoneType { get; init; }
    public required string GroupName { get; init; }
    public required string GroupLongName { get; init; }

    /// <summary>From where addresses of the zone are advertised; that of an availability zone is its region.</summary>
    public required string NetworkBorderGroup { get; init; }

    /// <summary>The availability zone that runs the control plane of a local or wavelength zone; else null.</summary>
    public ZoneFacts? Parent { get; init; }

    // A record would print and compare its region, which holds its zones, for ever.
    public bool Equals(ZoneFacts? other) => other is not null && other.ZoneId == ZoneId;

    public override int GetHashCode() => ZoneId.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => $"{ZoneName} ({ZoneId})";
}

/// <summary>The kinds of zones, in AWS's words.</summary>
internal static class ZoneTypes
{
    public const string AvailabilityZone = "availability-zone";
    public const string LocalZone = "local-zone";
    public const string WavelengthZone = "wavelength-zone";
}
