using Virga.Ec2.NetworkInterfaces;
using Virga.Ec2.Outposts;
using Virga.Ec2.SecurityGroups;
using Virga.Ec2.Subnets;
using Virga.Ec2.Vpcs;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Instances;

/// <summary>Which interfaces a launch has, from the two ways in which a request can say it.</summary>
internal static class LaunchInterfaces
{
    public static IReadOnlyList<LaunchInterface> Of(RunInstancesRequest input, Change change)
    {
        if (input.SecondaryInterfaces is { Count: > 0 })
            throw new AwsException(
                "UnsupportedOperation", "Virga's instances have no interfaces of secondary networks.");
        if (input.NetworkInterfaces is not { Count: > 0 } specifications) return [Implicit(input, change)];
        if (input.SubnetId is not null)
            throw CommonErrors.InvalidParameterCombination(
                "Network interfaces and an instance-level subnet ID may not be specified on the same request");
        if (input.SecurityGroupIds is { Count: > 0 } || input.SecurityGroups is { Count: > 0 })
            throw CommonErrors.InvalidParameterCombination(
                "Network interfaces and an instance-level security groups may not be specified on the same request");
        if (input.Ipv6AddressCount is > 0 || input.Ipv6Addresses is { Count: > 0 })
            throw CommonErrors.InvalidParameterCombination(
                "Network interfaces and instance-level IPv6 addresses may not be specified on the same request");
        CheckPublic(specifications);
        foreach (var one in specifications) CheckWishes(one);
        var interfaces = specifications.Select((one, position) => Explicit(one, position, input, change)).ToList();
        if (interfaces.DistinctBy(one => one.DeviceIndex).Count() < interfaces.Count)
            throw CommonErrors.InvalidParameterValue("Each network interface requires a unique device index.");
        if (interfaces.TrueForAll(one => one.DeviceIndex != 0))
            throw CommonErrors.InvalidParameterValue(
                "When specifying network interfaces, you must include a device at index 0.");
        return [.. interfaces.OrderBy(one => one.DeviceIndex)];
    }

    /// <summary>
    /// A public address is for an interface that the launch makes, and that is its only one (API Reference,
    /// InstanceNetworkInterfaceSpecification).
    /// </summary>
    private static void CheckPublic(List<InstanceNetworkInterfaceSpecification> all)
    {
        if (all.Find(one => one.AssociatePublicIpAddress == true) is not { } asked) return;
        if (all.Count > 1)
            throw CommonErrors.InvalidParameterCombination(
                "The associatePublicIPAddress parameter cannot be specified when launching with multiple network "
                + "interfaces.");
        if (asked.NetworkInterfaceId is not null)
            throw CommonErrors.InvalidParameterCombination(
                "The associatePublicIPAddress parameter cannot be specified for a network interface that exists.");
    }

    /// <exception cref="AwsException">Something is asked for that no interface here has.</exception>
    private static void CheckWishes(InstanceNetworkInterfaceSpecification asked)
    {
        Elsewhere.Refuse(asked.EnaSrdSpecification?.EnaSrdEnabled == true,
            "There is no ENA Express in Virga (EnaSrdSpecification).");
        Elsewhere.Refuse(asked.EnaQueueCount is not null,
            "Virga's network cards have no ENA queues to count (EnaQueueCount).");
        Elsewhere.Refuse(asked.AssociateCarrierIpAddress == true,
            "A carrier IP address needs a Wavelength Zone, which launches do not go to (AssociateCarrierIpAddress).");
        Elsewhere.Refuse(asked.InterfaceType == "efa-only",
            "Virga has no interfaces without addresses (InterfaceType 'efa-only').");
        if (asked.InterfaceType is not (null or "" or "interface" or "efa"))
            throw CommonErrors.InvalidParameterValue($"Invalid value '{asked.InterfaceType}' for InterfaceType.");
    }

    private static LaunchInterface Implicit(RunInstancesRequest input, Change change)
    {
        var subnet = SubnetOf(input.SubnetId, input, change);
        return new(0)
        {
            Subnet = subnet,
            GroupIds = LaunchGroups.Of(change, subnet.VpcId, input.SecurityGroupIds, input.SecurityGroups),
            PrimaryAddress = input.PrivateIpAddress,
            Ipv6Addresses = [.. (input.Ipv6Addresses ?? []).Select(one => one.Ipv6Address ?? "")],
            Ipv6Count = Ipv6Count(subnet, input.Ipv6AddressCount, input.Ipv6Addresses),
            HasPrimaryIpv6 = input.EnablePrimaryIpv6 == true,
            HasPublicAddress = subnet.MapsPublicIpOnLaunch,
        };
    }

    private static LaunchInterface Explicit(
        InstanceNetworkInterfaceSpecification asked, int position, RunInstancesRequest input, Change change)
    {
        if (asked.NetworkInterfaceId is { } id) return Taken(id, asked, input, change);
        var subnet = SubnetOf(asked.SubnetId, input, change);
        return new(asked.DeviceIndex ?? position)
        {
            Subnet = subnet,
            GroupIds = LaunchGroups.Of(change, subnet.VpcId, asked.Groups, names: null),
            PrimaryAddress = asked.PrivateIpAddress
                ?? asked.PrivateIpAddresses?.Find(one => one.Primary == true)?.PrivateIpAddress,
            SecondaryAddresses =
            [
                .. (asked.PrivateIpAddresses ?? []).Where(one => one.Primary != true)
                    .Select(one => one.PrivateIpAddress).OfType<string>(),
            ],
            SecondaryCount = asked.SecondaryPrivateIpAddressCount ?? 0,
            Ipv6Addresses = [.. (asked.Ipv6Addresses ?? []).Select(one => one.Ipv6Address ?? "")],
            Ipv6Count = Ipv6Count(subnet, asked.Ipv6AddressCount, asked.Ipv6Addresses),
            HasPrimaryIpv6 = asked.PrimaryIpv6 == true || (input.EnablePrimaryIpv6 == true && position == 0),
            Ipv4Prefixes = [.. (asked.Ipv4Prefixes ?? []).Select(one => one.Ipv4Prefix ?? "")],
            Ipv4PrefixCount = asked.Ipv4PrefixCount ?? 0,
            Ipv6Prefixes = [.. (asked.Ipv6Prefixes ?? []).Select(one => one.Ipv6Prefix ?? "")],
            Ipv6PrefixCount = asked.Ipv6PrefixCount ?? 0,
            Tracking = InterfaceOptionRules.Tracking(asked.ConnectionTrackingSpecification),
            HasPublicAddress = asked.AssociatePublicIpAddress
                ?? (subnet.MapsPublicIpOnLaunch && input.NetworkInterfaces!.Count == 1),
            InterfaceType = asked.InterfaceType ?? "interface",
            Description = asked.Description ?? "",
            IsDeletedOnTermination = asked.DeleteOnTermination ?? true,
            NetworkCardIndex = asked.NetworkCardIndex ?? 0,
        };
    }

    /// <summary>An address by itself where the subnet gives one to each new interface.</summary>
    private static int Ipv6Count(SubnetRow subnet, int? asked, List<InstanceIpv6Address>? named) =>
        asked ?? (subnet.AssignsIpv6AddressOnCreation && named is not { Count: > 0 } ? 1 : 0);

    private static LaunchInterface Taken(
        string id, InstanceNetworkInterfaceSpecification asked, RunInstancesRequest input, Change change)
    {
        var eni = change.Get<NetworkInterfaceRow>(id);
        if (eni.Attachment is not null)
            throw new AwsException("InvalidNetworkInterface.InUse", $"Interface: [{id}] in use.");
        if (input.MaxCount > 1)
            throw CommonErrors.InvalidParameterCombination(
                "Network interfaces cannot be specified by ID when launching more than one instance.");
        return new(asked.DeviceIndex ?? 0)
        {
            Existing = eni,
            Subnet = change.Get<SubnetRow>(eni.SubnetId),
            GroupIds = eni.GroupIds,
            IsDeletedOnTermination = asked.DeleteOnTermination ?? false,
        };
    }

    private static SubnetRow SubnetOf(string? id, RunInstancesRequest input, Change change)
    {
        if (id is not null)
        {
            Ids.Check(SubnetRow.Kind, id);
            return change.Get<SubnetRow>(id);
        }

        var zone = LaunchPlacement.Zone(input.Placement, change);
        var defaults = change.Rows<SubnetRow>()
            .Where(subnet => subnet.IsDefaultForAz && (zone is null || subnet.AvailabilityZone == zone)).ToList();
        if (defaults.Count > 0)
            return zone is not null ? defaults[0] : defaults[(int)(change.Random() % (ulong)defaults.Count)];
        var hasDefaultVpc = change.Rows<VpcRow>().Any(vpc => vpc.IsDefault);
        throw hasDefaultVpc
            ? new AwsException("MissingInput", $"No default subnet for availability zone: '{zone ?? "null"}'.")
            : new AwsException("VPCIdNotSpecified", "No default VPC for this user. GroupName is only supported for "
                + "EC2-Classic and default VPC.");
    }
}
