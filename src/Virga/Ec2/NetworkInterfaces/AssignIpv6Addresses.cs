using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.NetworkInterfaces;

/// <summary>Gives an interface IPv6 addresses or delegated blocks.</summary>
internal sealed class AssignIpv6Addresses : IMutation<AssignIpv6AddressesRequest, AssignIpv6AddressesResult>
{
    public static AssignIpv6AddressesResult Run(AssignIpv6AddressesRequest input, Change change)
    {
        var before = change.Named<NetworkInterfaceRow>(input.NetworkInterfaceId);
        var eni = InterfaceAddresses.AddIpv6(change, before, input.Ipv6Addresses ?? [], input.Ipv6AddressCount ?? 0);
        eni = InterfaceAddresses.AddIpv6Prefixes(change, eni, input.Ipv6Prefixes ?? [], input.Ipv6PrefixCount ?? 0);
        InterfaceLimits.CheckAddresses(change, eni);
        return new()
        {
            NetworkInterfaceId = eni.Id,
            AssignedIpv6Addresses = [.. eni.Ipv6Addresses.Skip(before.Ipv6Addresses.Count)],
            AssignedIpv6Prefixes = [.. eni.Ipv6Prefixes.Skip(before.Ipv6Prefixes.Count)],
        };
    }
}
