using Virga.Ec2.Tags;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.TransitGateways;

/// <summary>A transit gateway as AWS shows it.</summary>
internal static class TransitGatewayView
{
    public static TransitGateway Of(TransitGatewayRow row, WorldView at) => new()
    {
        TransitGatewayId = row.Id,
        TransitGatewayArn = at.Ec2Arn("transit-gateway", row.Id),
        State = row.State,
        OwnerId = at.Account,
        Description = row.Description,
        CreationTime = row.CreationTime,
        Options = Options(row),
        Tags = at.TagsOf(row.Id),
    };

    private static TransitGatewayOptions Options(TransitGatewayRow row) => new()
    {
        AmazonSideAsn = row.AmazonSideAsn,
        TransitGatewayCidrBlocks = row.CidrBlocks.Count == 0 ? null : [.. row.CidrBlocks],
        AutoAcceptSharedAttachments = TransitGatewayRules.Word(row.AcceptsSharedAttachments),
        DefaultRouteTableAssociation = TransitGatewayRules.Word(row.AssociatesByDefault),
        AssociationDefaultRouteTableId = row.AssociationDefaultRouteTableId,
        DefaultRouteTablePropagation = TransitGatewayRules.Word(row.PropagatesByDefault),
        PropagationDefaultRouteTableId = row.PropagationDefaultRouteTableId,
        VpnEcmpSupport = TransitGatewayRules.Word(row.HasVpnEcmpSupport),
        DnsSupport = TransitGatewayRules.Word(row.HasDnsSupport),
        SecurityGroupReferencingSupport = TransitGatewayRules.Word(row.HasSecurityGroupReferencingSupport),
        MulticastSupport = TransitGatewayRules.Word(row.HasMulticastSupport),
    };
}
