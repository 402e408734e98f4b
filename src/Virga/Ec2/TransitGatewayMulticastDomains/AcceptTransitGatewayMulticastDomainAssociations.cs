using Virga.Ec2.TransitGatewayAttachments;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.TransitGatewayMulticastDomains;

/// <summary>Would accept subnets of other accounts; a domain is not shared here, so none waits.</summary>
internal sealed class AcceptTransitGatewayMulticastDomainAssociations
    : IQuery<AcceptTransitGatewayMulticastDomainAssociationsRequest,
        AcceptTransitGatewayMulticastDomainAssociationsResult>
{
    public static AcceptTransitGatewayMulticastDomainAssociationsResult Run(
        AcceptTransitGatewayMulticastDomainAssociationsRequest input, WorldView at) =>
        throw NoneWaits(at, input.TransitGatewayMulticastDomainId, input.TransitGatewayAttachmentId);

    public static AwsException NoneWaits(WorldView at, string? domainId, string? attachmentId)
    {
        var domain = MulticastDomains.Usable(at, domainId);
        var attachment = AttachmentRules.Live(at, attachmentId);
        return new(
            "InvalidTransitGatewayMulticastDomainAssociation.NotFound",
            $"No association of {attachment.Id} with {domain.Id} is pending acceptance.");
    }
}
