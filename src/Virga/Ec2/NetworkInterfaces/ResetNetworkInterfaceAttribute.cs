using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.NetworkInterfaces;

/// <summary>Turns the check of source and destination on again; there is no other attribute to reset.</summary>
internal sealed class ResetNetworkInterfaceAttribute
    : IMutation<ResetNetworkInterfaceAttributeRequest, ResetNetworkInterfaceAttributeResult>
{
    public static ResetNetworkInterfaceAttributeResult Run(ResetNetworkInterfaceAttributeRequest input, Change change)
    {
        var eni = change.Named<NetworkInterfaceRow>(input.NetworkInterfaceId);
        change.Put(eni with { ChecksSourceDest = true });
        return new();
    }
}
