using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.NetworkInterfaces;

/// <summary>Gives an interface secondary private addresses or delegated blocks.</summary>
internal sealed class AssignPrivateIpAddresses
    : IMutation<AssignPrivateIpAddressesRequest, AssignPrivateIpAddressesResult>
{
    public static AssignPrivateIpAddressesResult Run(AssignPrivateIpAddressesRequest input, Change change)
    {
        var before = change.Named<NetworkInterfaceRow>(input.NetworkInterfaceId);
        var eni = InterfaceAddresses.AddSecondary(
            change, before, input.PrivateIpAddresses ?? [], input.SecondaryPrivateIpAddressCount ?? 0,
            input.AllowReassignment == true);
        eni = InterfaceAddresses.AddPrefixes(change, eni, input.Ipv4Prefixes ?? [], input.Ipv4PrefixCount ?? 0);
        InterfaceLimits.CheckAddresses(change, eni);
        return new()
        {
            NetworkInterfaceId = eni.Id,
            AssignedPrivateIpAddresses = [.. eni.PrivateAddresses.Skip(before.PrivateAddresses.Count)
                .Select(one => new AssignedPrivateIpAddress { PrivateIpAddress = one.Address })],
            AssignedIpv4Prefixes = [.. eni.Ipv4Prefixes.Skip(before.Ipv4Prefixes.Count)
                .Select(one => new Ipv4PrefixSpecification { Ipv4Prefix = one })],
        };
    }
}
