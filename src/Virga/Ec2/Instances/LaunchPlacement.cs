using Virga.Ec2.InstanceTypes;
using Virga.Ec2.NetworkInterfaces;
using Virga.Ec2.PlacementGroups;
using Virga.Ec2.Volumes;
using Virga.Ec2.Zones;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Instances;

/// <summary>Where a launch goes: its zone, its group, and whether the type has room for what it brings.</summary>
internal static class LaunchPlacement
{
    /// <summary>The zone that is named, by its name or its id; null where none is.</summary>
    public static string? Zone(Placement? placement, WorldView at)
    {
        // Terraform sends an empty zone where it means none.
        var name = placement?.AvailabilityZone is { Length: > 0 } byName ? byName : null;
        var id = placement?.AvailabilityZoneId is { Length: > 0 } byId ? byId : null;
        if (name is not null && id is not null)
            throw CommonErrors.InvalidParameterCombination(
                "Only one of AvailabilityZone and AvailabilityZoneId can be specified.");
        if ((name ?? id) is not { } asked || RegionCatalogue.Find(at.Region) is not { } region) return name ?? id;
        return region.FindZone(asked)?.ZoneName
            ?? throw CommonErrors.InvalidParameterValue($"Invalid availability zone: [{asked}]");
    }

    /// <exception cref="AwsException">Something is elsewhere than the rest, or more than the type takes.</exception>
    public static void Check(
        RunInstancesRequest input, InstanceTypeFacts type, IReadOnlyList<LaunchInterface> interfaces, WorldView at)
    {
        CheckZones(Zone(input.Placement, at), interfaces);
        ChosenGroup.CheckType(ChosenGroup.Find(at, input.Placement?.GroupName, input.Placement?.GroupId), type);
        InterfaceLimits.CheckCount(type, interfaces.Count);
        foreach (var one in interfaces) CheckAddresses(type, one);
    }

    /// <exception cref="AwsException">The type has no room for so many volumes.</exception>
    public static void CheckVolumes(InstanceTypeFacts type, int count)
    {
        if (count > type.Ebs.MaximumAttachments)
            throw VolumeRules.TooMany($"an instance of the type {type.Name}", type.Ebs.MaximumAttachments);
    }

    private static void CheckZones(string? zone, IReadOnlyList<LaunchInterface> interfaces)
    {
        var subnet = interfaces[0].Subnet;
        if (zone is not null && subnet.AvailabilityZone != zone)
            throw CommonErrors.InvalidParameterValue(
                $"Value ({zone}) for parameter availabilityZone is invalid. Subnet '{subnet.Id}' is in the "
                + $"availability zone {subnet.AvailabilityZone}");
        if (interfaces.Any(one => one.Subnet.AvailabilityZone != subnet.AvailabilityZone))
            throw CommonErrors.InvalidParameterCombination(
                "You may not attach a network interface to an instance if they are not in the same availability zone");
    }

    private static void CheckAddresses(InstanceTypeFacts type, LaunchInterface asked)
    {
        InterfaceLimits.CheckCard(type, asked.NetworkCardIndex);
        if (asked.InterfaceType == "efa" && type.Network.MaximumEfaInterfaces is null)
            throw new AwsException("UnsupportedOperation",
                $"The instance type '{type.Name}' does not support Elastic Fabric Adapters (InterfaceType 'efa').");
        if (asked.Existing is { } eni)
            InterfaceLimits.CheckAddresses(type, eni);
        else
            InterfaceLimits.CheckAddresses(
                type,
                (asked.Subnet.CidrBlock is null ? 0 : 1) + asked.SecondaryAddresses.Count + asked.SecondaryCount
                    + asked.Ipv4Prefixes.Count + asked.Ipv4PrefixCount,
                asked.Ipv6Addresses.Count + asked.Ipv6Count + asked.Ipv6Prefixes.Count + asked.Ipv6PrefixCount);
    }
}
