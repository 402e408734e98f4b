using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Zones;

/// <summary>Lists the zones of a region; local and wavelength zones, which need an opt-in, only with all.</summary>
internal sealed class DescribeAvailabilityZones
    : IQuery<DescribeAvailabilityZonesRequest, DescribeAvailabilityZonesResult>
{
    private const string NotRequired = AvailabilityZoneOptInStatus.OptInNotRequired;

    private static readonly Filters<AvailabilityZone> Filters = new()
    {
        { "group-long-name", zone => zone.GroupLongName },
        { "group-name", zone => zone.GroupName },
        { "message", zone => zone.Messages?.Select(one => one.Message) },
        { "opt-in-status", zone => zone.OptInStatus },
        { "parent-zone-id", zone => zone.ParentZoneId },
        { "parent-zone-name", zone => zone.ParentZoneName },
        { "parentZoneID", zone => zone.ParentZoneId },
        { "parentZoneName", zone => zone.ParentZoneName },
        { "region-name", zone => zone.RegionName },
        { "state", zone => zone.State },
        { "zone-id", zone => zone.ZoneId },
        { "zone-name", zone => zone.ZoneName },
        { "zone-type", zone => zone.ZoneType },
    };

    public static DescribeAvailabilityZonesResult Run(DescribeAvailabilityZonesRequest input, WorldView at)
    {
        var all = (RegionCatalogue.Find(at.Region)?.AllZones ?? []).Select(zone => View(zone, at)).ToList();
        Check(input.ZoneNames, all, zone => zone.ZoneName);
        Check(input.ZoneIds, all, zone => zone.ZoneId);
        var isNamed = input.ZoneNames is { Count: > 0 } || input.ZoneIds is { Count: > 0 };
        var shown = all.Where(zone => isNamed
            ? input.ZoneNames?.Contains(zone.ZoneName!) == true || input.ZoneIds?.Contains(zone.ZoneId!) == true
            : input.AllAvailabilityZones == true || zone.OptInStatus != AvailabilityZoneOptInStatus.NotOptedIn);
        return new() { AvailabilityZones = FactList.Filter(shown, Filters, input.Filters) };
    }

    private static void Check(List<string>? wanted, List<AvailabilityZone> all, Func<AvailabilityZone, string?> name)
    {
        if (wanted?.Find(one => !all.Exists(zone => name(zone) == one)) is { } unknown)
            throw CommonErrors.InvalidParameterValue($"Invalid availability zone: [{unknown}]");
    }

    private static AvailabilityZone View(ZoneFacts zone, WorldView at) => new()
    {
        ZoneName = zone.ZoneName,
        ZoneId = zone.ZoneId,
        ZoneType = zone.ZoneType,
        RegionName = zone.Region.Name,
        GroupName = zone.GroupName,
        GroupLongName = zone.GroupLongName,
        NetworkBorderGroup = zone.NetworkBorderGroup,
        OptInStatus = zone.ZoneType == ZoneTypes.AvailabilityZone
            ? NotRequired
            : at.Find<ZoneGroupRow>(zone.GroupName) is null
                ? AvailabilityZoneOptInStatus.NotOptedIn
                : AvailabilityZoneOptInStatus.OptedIn,
        State = AvailabilityZoneState.Available,
        Messages = [],
        ParentZoneId = zone.Parent?.ZoneId,
        ParentZoneName = zone.Parent?.ZoneName,
    };
}
