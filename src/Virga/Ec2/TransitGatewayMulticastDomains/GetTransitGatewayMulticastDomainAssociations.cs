using Virga.Ec2.TransitGatewayAttachments;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.TransitGatewayMulticastDomains;

/// <summary>Lists the subnets of a multicast domain.</summary>
internal sealed class GetTransitGatewayMulticastDomainAssociations
    : IQuery<GetTransitGatewayMulticastDomainAssociationsRequest, GetTransitGatewayMulticastDomainAssociationsResult>
{
    private static readonly Filters<TransitGatewayMulticastDomainAssociation> Filters = new()
    {
        { "resource-id", one => one.ResourceId },
        { "resource-type", one => one.ResourceType },
        { "state", one => one.Subnet!.State },
        { "subnet-id", one => one.Subnet!.SubnetId },
        { "transit-gateway-attachment-id", one => one.TransitGatewayAttachmentId },
    };

    public static GetTransitGatewayMulticastDomainAssociationsResult Run(
        GetTransitGatewayMulticastDomainAssociationsRequest input, WorldView at)
    {
        var row = MulticastDomains.Usable(at, input.TransitGatewayMulticastDomainId);
        var all = row.Subnets.Select(one => Shape(one, at));
        var page = FactPage.Of(all, Filters, input.Filters, input.MaxResults, input.NextToken);
        return new() { MulticastDomainAssociations = page.Items, NextToken = page.NextToken };
    }

    private static TransitGatewayMulticastDomainAssociation Shape(MulticastSubnet subnet, WorldView at)
    {
        var attachment = at.Find<TransitGatewayAttachmentRow>(subnet.AttachmentId);
        return new()
        {
            TransitGatewayAttachmentId = subnet.AttachmentId,
            ResourceId = attachment?.ResourceId,
            ResourceType = attachment?.Type,
            ResourceOwnerId = attachment?.ResourceAccount,
            Subnet = new() { SubnetId = subnet.SubnetId, State = "associated" },
        };
    }
}
