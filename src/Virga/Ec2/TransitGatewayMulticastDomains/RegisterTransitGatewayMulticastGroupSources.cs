using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.TransitGatewayMulticastDomains;

/// <summary>Lets interfaces send to a group.</summary>
internal sealed class RegisterTransitGatewayMulticastGroupSources
    : IMutation<RegisterTransitGatewayMulticastGroupSourcesRequest, RegisterTransitGatewayMulticastGroupSourcesResult>
{
    public static RegisterTransitGatewayMulticastGroupSourcesResult Run(
        RegisterTransitGatewayMulticastGroupSourcesRequest input, Change change)
    {
        var group = MulticastMembers.Register(
            change, input.TransitGatewayMulticastDomainId, input.GroupIpAddress, input.NetworkInterfaceIds, true);
        return new()
        {
            RegisteredMulticastGroupSources = new()
            {
                TransitGatewayMulticastDomainId = input.TransitGatewayMulticastDomainId,
                RegisteredNetworkInterfaceIds = input.NetworkInterfaceIds,
                GroupIpAddress = group,
            },
        };
    }
}
