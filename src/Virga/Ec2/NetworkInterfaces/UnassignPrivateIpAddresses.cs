using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.NetworkInterfaces;

/// <summary>Takes secondary private addresses or delegated blocks from an interface.</summary>
internal sealed class UnassignPrivateIpAddresses
    : IMutation<UnassignPrivateIpAddressesRequest, UnassignPrivateIpAddressesResult>
{
    public static UnassignPrivateIpAddressesResult Run(UnassignPrivateIpAddressesRequest input, Change change)
    {
        var eni = change.Named<NetworkInterfaceRow>(input.NetworkInterfaceId);
        var addresses = input.PrivateIpAddresses ?? [];
        foreach (var address in addresses)
            if (!eni.PrivateAddresses.Any(one => one.Address == address && !one.IsPrimary))
                throw CommonErrors.InvalidParameterValue(
                    $"Some of [{string.Join(", ", addresses)}] are not assigned to interface {eni.Id}");
        var prefixes = input.Ipv4Prefixes ?? [];
        eni = RemoveInterface.Unassign(change, eni, addresses);
        change.Put(eni with { Ipv4Prefixes = [.. eni.Ipv4Prefixes.Where(one => !prefixes.Contains(one))] });
        return new();
    }
}
