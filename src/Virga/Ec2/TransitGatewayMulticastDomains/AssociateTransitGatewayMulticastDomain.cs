using Virga.Ec2.Subnets;
using Virga.Ec2.TransitGatewayAttachments;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.TransitGatewayMulticastDomains;

/// <summary>Lets a multicast domain carry the packets of subnets of an attached VPC.</summary>
internal sealed class AssociateTransitGatewayMulticastDomain
    : IMutation<AssociateTransitGatewayMulticastDomainRequest, AssociateTransitGatewayMulticastDomainResult>
{
    public static AssociateTransitGatewayMulticastDomainResult Run(
        AssociateTransitGatewayMulticastDomainRequest input, Change change)
    {
        var row = MulticastDomains.Usable(change, input.TransitGatewayMulticastDomainId);
        var attachment = AttachmentRules.Open(
            change, input.TransitGatewayAttachmentId, TransitGatewayAttachmentResourceType.Vpc);
        if (attachment.TransitGatewayId != row.GatewayId)
            throw TransitGatewayAttachmentRow.Kind.NotFound!(attachment.Id);
        foreach (var id in input.SubnetIds ?? [])
        {
            // Only subnets that the attachment is in carry multicast (Transit Gateways guide).
            if (!attachment.SubnetIds.Contains(id)) throw SubnetRow.Kind.NotFound!(id);
            if (change.Rows<TransitGatewayMulticastDomainRow>().Any(one => one.Subnets.Any(sub => sub.SubnetId == id)))
                throw new AwsException(
                    "Resource.AlreadyAssociated", $"Subnet {id} is already associated to a multicast domain.");
            row = row with { Subnets = [.. row.Subnets, new(attachment.Id, id)] };
        }

        change.Put(row);
        var shape = MulticastDomains.Associations(row, attachment, input.SubnetIds ?? [], "associating");
        return new() { Associations = shape };
    }
}
