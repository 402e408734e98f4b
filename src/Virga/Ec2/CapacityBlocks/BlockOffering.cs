using System.Globalization;
using Virga.Ec2.InstanceTypes;
using Virga.Ec2.SpotInstances;
using Virga.Ec2.Zones;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.CapacityBlocks;

/// <summary>
/// An offer of a capacity block. AWS's depend on what others bought; here every length that AWS sells is on offer, at
/// 11:30 UTC as all blocks on AWS, and all that an offer says is written into its id.
/// </summary>
internal sealed record BlockOffering(InstanceTypeFacts Type, int Count, ZoneFacts Zone, DateTimeOffset Start, int Hours)
{
    private const string Prefix = "cb-0";

    /// <summary>EC2 User Guide, "Capacity Blocks": 64 instances a block, up to 182 days, in days.</summary>
    private const int MaxCount = 64;

    private const int MaxHours = 182 * 24;
    private const int HoursPerDay = 24;

    /// <summary>Blocks begin and end at half past eleven, UTC.</summary>
    private static readonly TimeSpan TimeOfDay = new(11, 30, 0);

    private static readonly DateTimeOffset Epoch = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public DateTimeOffset End => Start + TimeSpan.FromHours(Hours);

    /// <summary>USD, for the whole block: half of the on-demand price, which is a model.</summary>
    public string Fee => FeeFor(Hours);

    /// <summary>
    /// Type (16 bits), instances (8), zone (8), day (16), days (16), in hexadecimal digits after the prefix.
    /// </summary>
    public string Id => string.Create(
        CultureInfo.InvariantCulture,
        $"{Prefix}{InstanceTypeCatalogue.Ordinal(Type.Name):x4}{Count:x2}{ZoneOrdinal:x2}"
        + $"{(int)(Start - Epoch).TotalDays:x4}{Hours / HoursPerDay:x4}");

    private int ZoneOrdinal => Zone.Region.AvailabilityZones.ToList().FindIndex(one => one.ZoneId == Zone.ZoneId);

    public CapacityBlockOffering View() => new()
    {
        CapacityBlockOfferingId = Id,
        InstanceType = Type.Name,
        AvailabilityZone = Zone.ZoneName,
        InstanceCount = Count,
        StartDate = Start,
        EndDate = End,
        CapacityBlockDurationHours = Hours,
        CapacityBlockDurationMinutes = Hours * 60,
        UpfrontFee = Fee,
        CurrencyCode = "USD",
        Tenancy = CapacityReservationTenancy.Default,
        ZoneType = ZoneTypes.AvailabilityZone,
    };

    public string FeeFor(int hours) => Math.Round(
        SpotPrices.OnDemand(Type, Zone.Region, "Linux/UNIX") * Count * hours / 2, 4)
        .ToString("0.0000", CultureInfo.InvariantCulture);

    /// <summary>The offers for what is asked, the earliest first.</summary>
    public static IEnumerable<BlockOffering> For(
        string typeName, int count, int hours, DateTimeOffset? from, DateTimeOffset? until, WorldView at)
    {
        var type = InstanceTypeCatalogue.Find(typeName);
        if (type?.UsageClasses.Contains("capacity-block") != true)
            throw CommonErrors.InvalidParameterValue($"The instance type '{typeName}' has no capacity blocks.");
        if (count is < 1 or > MaxCount)
            throw CommonErrors.InvalidParameterValue($"Invalid value '{count}' for InstanceCount.");
        CheckHours(hours);
        var first = from > at.Now ? from.Value : at.Now;
        var day = new DateTimeOffset(first.UtcDateTime.Date, TimeSpan.Zero) + TimeOfDay;
        var start = day > first ? day : day.AddDays(1);
        if (RegionCatalogue.Find(at.Region) is not { } region) yield break;
        foreach (var zone in InstanceTypeOfferings.ZonesOf(region, typeName))
        {
            var offer = new BlockOffering(type, count, zone, start, hours);
            if (until is null || offer.End <= until) yield return offer;
        }
    }

    /// <summary>The offer with this id, or AWS's error.</summary>
    public static BlockOffering Find(string id, WorldView at)
    {
        if (id.Length != Prefix.Length + 16 || !id.StartsWith(Prefix, StringComparison.Ordinal)
            || !ulong.TryParse(
                id.AsSpan(Prefix.Length), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var bits))
            throw NotFound(id);
        var zones = RegionCatalogue.Find(at.Region)?.AvailabilityZones ?? [];
        var type = InstanceTypeCatalogue.Find(
            InstanceTypeCatalogue.Names().ElementAtOrDefault((int)(bits >> 48)) ?? "");
        var zone = (int)((bits >> 32) & 0xff);
        if (type?.UsageClasses.Contains("capacity-block") != true || zone >= zones.Count) throw NotFound(id);
        var start = Epoch.AddDays((bits >> 16) & 0xffff) + TimeOfDay;
        var offer = new BlockOffering(
            type, (int)((bits >> 40) & 0xff), zones[zone], start, (int)(bits & 0xffff) * HoursPerDay);
        return offer is { Count: >= 1 and <= MaxCount, Hours: >= HoursPerDay and <= MaxHours } && offer.End > at.Now
            ? offer
            : throw NotFound(id);
    }

    /// <summary>Throws unless AWS sells blocks of this length: days up to 14, then weeks (User Guide).</summary>
    public static void CheckHours(int hours)
    {
        const int DaysByOne = 14;
        var (days, rest) = Math.DivRem(hours, HoursPerDay);
        if (rest != 0 || hours is < HoursPerDay or > MaxHours || (days > DaysByOne && days % 7 != 0))
            throw CommonErrors.InvalidParameterValue($"Invalid value '{hours}' for CapacityDurationHours.");
    }

    private static AwsException NotFound(string id) => new("InvalidCapacityBlockOfferingId.NotFound",
        $"The capacity block offering ID '{id}' does not exist");
}
