using Virga.Ec2.NetworkInterfaces;
using Virga.Ec2.TransitGatewayAttachments;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.TransitGatewayMulticastDomains;

/// <summary>Takes subnets, and the members in them, from a multicast domain.</summary>
internal sealed class DisassociateTransitGatewayMulticastDomain
    : IMutation<DisassociateTransitGatewayMulticastDomainRequest, DisassociateTransitGatewayMulticastDomainResult>
{
    public static DisassociateTransitGatewayMulticastDomainResult Run(
        DisassociateTransitGatewayMulticastDomainRequest input, Change change)
    {
        var row = MulticastDomains.Usable(change, input.TransitGatewayMulticastDomainId);
        var attachment = AttachmentRules.Live(change, input.TransitGatewayAttachmentId);
        var ids = input.SubnetIds ?? [];
        foreach (var id in ids)
            if (!row.Subnets.Contains(new(attachment.Id, id)))
                throw new AwsException(
                    "InvalidTransitGatewayMulticastDomainAssociation.NotFound",
                    $"Subnet {id} is not associated to {row.Id}.");
        row = change.Put(row with
        {
            Subnets = [.. row.Subnets.Where(one => !ids.Contains(one.SubnetId))],
            Members = [.. row.Members.Where(one =>
                change.Find<NetworkInterfaceRow>(one.NetworkInterfaceId) is { } eni && !ids.Contains(eni.SubnetId))],
        });
        return new() { Associations = MulticastDomains.Associations(row, attachment, ids, "disassociating") };
    }
}
