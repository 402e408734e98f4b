using Virga.Ec2.TransitGateways;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.TransitGatewayAttachments;

/// <summary>Changes options and subnets of a VPC's attachment.</summary>
internal sealed class ModifyTransitGatewayVpcAttachment
    : IMutation<ModifyTransitGatewayVpcAttachmentRequest, ModifyTransitGatewayVpcAttachmentResult>
{
    public static ModifyTransitGatewayVpcAttachmentResult Run(
        ModifyTransitGatewayVpcAttachmentRequest input, Change change)
    {
        var row = AttachmentRules.Open(
            change, input.TransitGatewayAttachmentId, TransitGatewayAttachmentResourceType.Vpc);
        if (row.ResourceAccount != change.Account)
            throw Ec2Errors.OperationNotPermitted($"You are not the owner of {row.ResourceId}.");
        var removed = input.RemoveSubnetIds ?? [];
        var subnetIds = row.SubnetIds.Except(removed).Union(input.AddSubnetIds ?? []).ToList();
        AttachmentInterfaces.Check(change, row.ResourceId, subnetIds);
        var added = subnetIds.Except(row.SubnetIds).ToList();
        row = AttachmentInterfaces.Remove(change, row, removed);
        row = AttachmentInterfaces.Add(change, row, added) with
        {
            State = TransitGatewayAttachmentState.Modifying,
            SubnetIds = subnetIds,
            HasDnsSupport = TransitGatewayRules.Read(input.Options?.DnsSupport, row.HasDnsSupport),
            HasSecurityGroupReferencingSupport = TransitGatewayRules.Read(
                input.Options?.SecurityGroupReferencingSupport, row.HasSecurityGroupReferencingSupport),
            HasIpv6Support = TransitGatewayRules.Read(input.Options?.Ipv6Support, row.HasIpv6Support),
            IsApplianceMode = TransitGatewayRules.Read(input.Options?.ApplianceModeSupport, row.IsApplianceMode),
        };
        AttachmentSides.Put(change, row);
        AttachmentSides.Settle(change, row);
        return new() { TransitGatewayVpcAttachment = TransitGatewayAttachmentView.Vpc(row, change) };
    }
}
