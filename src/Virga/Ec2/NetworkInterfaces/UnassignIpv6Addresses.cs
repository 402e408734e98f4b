using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.NetworkInterfaces;

/// <summary>Takes IPv6 addresses or delegated blocks from an interface.</summary>
internal sealed class UnassignIpv6Addresses : IMutation<UnassignIpv6AddressesRequest, UnassignIpv6AddressesResult>
{
    public static UnassignIpv6AddressesResult Run(UnassignIpv6AddressesRequest input, Change change)
    {
        var eni = change.Named<NetworkInterfaceRow>(input.NetworkInterfaceId);
        var addresses = input.Ipv6Addresses ?? [];
        var prefixes = input.Ipv6Prefixes ?? [];
        if (addresses.Exists(one => !eni.Ipv6Addresses.Contains(one)))
            throw CommonErrors.InvalidParameterValue(
                $"Some of [{string.Join(", ", addresses)}] are not assigned to interface {eni.Id}");
        if (eni.HasPrimaryIpv6 && addresses.Contains(eni.Ipv6Addresses[0]))
            throw CommonErrors.InvalidParameterValue(
                $"The primary IPv6 address {eni.Ipv6Addresses[0]} of {eni.Id} cannot be unassigned.");
        change.Put(eni with
        {
            Ipv6Addresses = [.. eni.Ipv6Addresses.Where(one => !addresses.Contains(one))],
            Ipv6Prefixes = [.. eni.Ipv6Prefixes.Where(one => !prefixes.Contains(one))],
        });
        return new()
        {
            NetworkInterfaceId = eni.Id,
            UnassignedIpv6Addresses = addresses,
            UnassignedIpv6Prefixes = prefixes,
        };
    }
}
