using Virga.Ec2.SecurityGroups;
using Virga.Ec2.Subnets;
using Virga.Ec2.Tags;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.NetworkInterfaces;

/// <summary>Creates an interface in a subnet, attached to nothing.</summary>
internal sealed class CreateNetworkInterface : IMutation<CreateNetworkInterfaceRequest, CreateNetworkInterfaceResult>
{
    public static CreateNetworkInterfaceResult Run(CreateNetworkInterfaceRequest input, Change change)
    {
        var subnet = change.Named<SubnetRow>(input.SubnetId);
        var groups = SecurityGroupLookup.ForInterface(change, subnet.VpcId, input.Groups);
        var eni = NewNetworkInterface.Make(change, subnet, groups, Primary(input));
        eni = change.Put(eni with
        {
            Description = input.Description ?? "",
            Tracking = InterfaceOptionRules.Tracking(input.ConnectionTrackingSpecification),
            InterfaceType = input.InterfaceType ?? NetworkInterfaceType.Interface,
        });
        var secondary = (input.PrivateIpAddresses ?? []).Where(one => one.Primary != true)
            .Select(one => one.PrivateIpAddress).OfType<string>().ToList();
        eni = InterfaceAddresses.AddSecondary(change, eni, secondary, input.SecondaryPrivateIpAddressCount ?? 0);
        eni = InterfaceAddresses.AddPrefixes(
            change, eni, [.. (input.Ipv4Prefixes ?? []).Select(one => one.Ipv4Prefix!)], input.Ipv4PrefixCount ?? 0);
        eni = AddIpv6(input, change, eni, subnet);
        eni = change.Put(InterfaceOptionRules.WithPrimaryIpv6(eni, input.EnablePrimaryIpv6));
        change.TagNew(input.TagSpecifications, ResourceType.NetworkInterface, eni.Id);
        var shape = NetworkInterfaceView.Of(eni, change);
        shape.Status = "pending";
        return new() { NetworkInterface = shape, ClientToken = input.ClientToken };
    }

    private static NetworkInterfaceRow AddIpv6(
        CreateNetworkInterfaceRequest input, Change change, NetworkInterfaceRow eni, SubnetRow subnet)
    {
        var named = (input.Ipv6Addresses ?? []).Select(one => one.Ipv6Address!).ToList();
        var count = input.Ipv6AddressCount ?? 0;
        if (named.Count == 0 && count == 0 && subnet.AssignsIpv6AddressOnCreation) count = 1;
        eni = InterfaceAddresses.AddIpv6(change, eni, named, count);
        return InterfaceAddresses.AddIpv6Prefixes(
            change, eni, [.. (input.Ipv6Prefixes ?? []).Select(one => one.Ipv6Prefix!)], input.Ipv6PrefixCount ?? 0);
    }

    private static string? Primary(CreateNetworkInterfaceRequest input)
    {
        var primaries = (input.PrivateIpAddresses ?? []).Where(one => one.Primary == true).ToList();
        if (primaries.Count > 1 || (primaries.Count == 1 && input.PrivateIpAddress is not null))
            throw CommonErrors.InvalidParameterCombination("Only one primary private IP address can be specified.");
        return primaries.Count == 1 ? primaries[0].PrivateIpAddress : input.PrivateIpAddress;
    }
}
