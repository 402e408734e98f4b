using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.TransitGatewayMulticastDomains;

/// <summary>Lets interfaces receive what is sent to a group.</summary>
internal sealed class RegisterTransitGatewayMulticastGroupMembers
    : IMutation<RegisterTransitGatewayMulticastGroupMembersRequest, RegisterTransitGatewayMulticastGroupMembersResult>
{
    public static RegisterTransitGatewayMulticastGroupMembersResult Run(
        RegisterTransitGatewayMulticastGroupMembersRequest input, Change change)
    {
        var group = MulticastMembers.Register(
            change, input.TransitGatewayMulticastDomainId, input.GroupIpAddress, input.NetworkInterfaceIds, false);
        return new()
        {
            RegisteredMulticastGroupMembers = new()
            {
                TransitGatewayMulticastDomainId = input.TransitGatewayMulticastDomainId,
                RegisteredNetworkInterfaceIds = input.NetworkInterfaceIds,
                GroupIpAddress = group,
            },
        };
    }
}
