using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.NetworkInterfaces;

/// <summary>
/// Chooses which public name an interface goes by. The name of its IPv4 address is the one that the VPC's resolver
/// answers here, so the others are refused rather than shown and not found.
/// </summary>
internal sealed class ModifyPublicIpDnsNameOptions
    : IMutation<ModifyPublicIpDnsNameOptionsRequest, ModifyPublicIpDnsNameOptionsResult>
{
    public static ModifyPublicIpDnsNameOptionsResult Run(ModifyPublicIpDnsNameOptionsRequest input, Change change)
    {
        var eni = change.Named<NetworkInterfaceRow>(input.NetworkInterfaceId);
        if (input.HostnameType != PublicIpDnsOption.PublicIpv4DnsName)
            throw new AwsException(
                "UnsupportedOperation", $"Virga has no names of the type {input.HostnameType} for {eni.Id}.");
        return new() { Successful = true };
    }
}
