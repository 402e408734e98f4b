using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Zones;

/// <summary>Opts in to a group of local or wavelength zones. AWS's support opts out, nobody else.</summary>
internal sealed class ModifyAvailabilityZoneGroup
    : IMutation<ModifyAvailabilityZoneGroupRequest, ModifyAvailabilityZoneGroupResult>
{
    public static ModifyAvailabilityZoneGroupResult Run(ModifyAvailabilityZoneGroupRequest input, Change change)
    {
        var name = input.GroupName!;
        var zones = RegionCatalogue.Find(change.Region)?.AllZones ?? [];
        if (!zones.Any(zone => zone.GroupName == name && zone.ZoneType != ZoneTypes.AvailabilityZone))
            throw CommonErrors.InvalidParameterValue($"Value ({name}) for parameter groupName is invalid.");
        if (input.OptInStatus != ModifyAvailabilityZoneOptInStatus.OptedIn)
            throw CommonErrors.InvalidParameterValue(
                $"Value ({input.OptInStatus}) for parameter optInStatus is invalid. To opt out, contact AWS Support.");
        change.Put(new ZoneGroupRow(name));
        return new() { Return = true };
    }
}
