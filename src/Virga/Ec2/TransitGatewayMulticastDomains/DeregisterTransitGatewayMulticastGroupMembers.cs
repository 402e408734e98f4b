using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.TransitGatewayMulticastDomains;

/// <summary>Interfaces receive no more of a group.</summary>
internal sealed class DeregisterTransitGatewayMulticastGroupMembers
    : IMutation<DeregisterTransitGatewayMulticastGroupMembersRequest,
        DeregisterTransitGatewayMulticastGroupMembersResult>
{
    public static DeregisterTransitGatewayMulticastGroupMembersResult Run(
        DeregisterTransitGatewayMulticastGroupMembersRequest input, Change change) =>
        new()
        {
            DeregisteredMulticastGroupMembers = new()
            {
                TransitGatewayMulticastDomainId = input.TransitGatewayMulticastDomainId,
                DeregisteredNetworkInterfaceIds = MulticastMembers.Deregister(
                    change, input.TransitGatewayMulticastDomainId, input.GroupIpAddress, input.NetworkInterfaceIds,
                    false),
                GroupIpAddress = input.GroupIpAddress,
            },
        };
}
