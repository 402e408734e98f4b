using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.TransitGatewayMulticastDomains;

/// <summary>Would reject subnets of other accounts; a domain is not shared here, so none waits.</summary>
internal sealed class RejectTransitGatewayMulticastDomainAssociations
    : IQuery<RejectTransitGatewayMulticastDomainAssociationsRequest,
        RejectTransitGatewayMulticastDomainAssociationsResult>
{
    public static RejectTransitGatewayMulticastDomainAssociationsResult Run(
        RejectTransitGatewayMulticastDomainAssociationsRequest input, WorldView at) =>
        throw AcceptTransitGatewayMulticastDomainAssociations.NoneWaits(
            at, input.TransitGatewayMulticastDomainId, input.TransitGatewayAttachmentId);
}
