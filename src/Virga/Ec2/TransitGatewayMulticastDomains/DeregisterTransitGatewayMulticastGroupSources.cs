using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.TransitGatewayMulticastDomains;

/// <summary>Interfaces send no more to a group.</summary>
internal sealed class DeregisterTransitGatewayMulticastGroupSources
    : IMutation<DeregisterTransitGatewayMulticastGroupSourcesRequest,
        DeregisterTransitGatewayMulticastGroupSourcesResult>
{
    public static DeregisterTransitGatewayMulticastGroupSourcesResult Run(
        DeregisterTransitGatewayMulticastGroupSourcesRequest input, Change change) =>
        new()
        {
            DeregisteredMulticastGroupSources = new()
            {
                TransitGatewayMulticastDomainId = input.TransitGatewayMulticastDomainId,
                DeregisteredNetworkInterfaceIds = MulticastMembers.Deregister(
                    change, input.TransitGatewayMulticastDomainId, input.GroupIpAddress, input.NetworkInterfaceIds,
                    true),
                GroupIpAddress = input.GroupIpAddress,
            },
        };
}
