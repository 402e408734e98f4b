using Virga.Ec2.Tags;
using Virga.Ec2.TransitGateways;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.TransitGatewayAttachments;

/// <summary>Attachments as AWS shows them: all kinds alike, and each kind in its own shape.</summary>
internal static class TransitGatewayAttachmentView
{
    public static TransitGatewayAttachment Of(TransitGatewayAttachmentRow row, WorldView at) => new()
    {
        TransitGatewayAttachmentId = row.Id,
        TransitGatewayId = row.TransitGatewayId,
        TransitGatewayOwnerId = row.GatewayAccount,
        ResourceOwnerId = row.ResourceAccount,
        ResourceType = row.Type,
        ResourceId = row.ResourceId,
        State = row.State,
        Association = row.Association is { } association
            ? new() { TransitGatewayRouteTableId = association.RouteTableId, State = association.State }
            : null,
        CreationTime = row.CreationTime,
        Tags = at.TagsOf(row.Id),
    };

    public static TransitGatewayVpcAttachment Vpc(TransitGatewayAttachmentRow row, WorldView at) => new()
    {
        TransitGatewayAttachmentId = row.Id,
        TransitGatewayId = row.TransitGatewayId,
        VpcId = row.ResourceId,
        VpcOwnerId = row.ResourceAccount,
        State = row.State,
        SubnetIds = [.. row.SubnetIds],
        CreationTime = row.CreationTime,
        Options = new()
        {
            DnsSupport = TransitGatewayRules.Word(row.HasDnsSupport),
            SecurityGroupReferencingSupport = TransitGatewayRules.Word(row.HasSecurityGroupReferencingSupport),
            Ipv6Support = TransitGatewayRules.Word(row.HasIpv6Support),
            ApplianceModeSupport = TransitGatewayRules.Word(row.IsApplianceMode),
        },
        Tags = at.TagsOf(row.Id),
    };

    public static TransitGatewayPeeringAttachment Peering(TransitGatewayAttachmentRow row, WorldView at)
    {
        var here = new PeeringTgwInfo
        {
            TransitGatewayId = row.TransitGatewayId, OwnerId = row.GatewayAccount, Region = at.Region,
        };
        var there = new PeeringTgwInfo
        {
            TransitGatewayId = row.Peer!.TransitGatewayId, OwnerId = row.Peer.Account, Region = row.Peer.Region,
        };
        var isSameId = row.Peer.AttachmentId == row.Id;
        return new()
        {
            TransitGatewayAttachmentId = row.Id,
            AccepterTransitGatewayAttachmentId = row.Peer.IsRequester && !isSameId ? row.Peer.AttachmentId : null,
            RequesterTgwInfo = row.Peer.IsRequester ? here : there,
            AccepterTgwInfo = row.Peer.IsRequester ? there : here,
            Options = row.DynamicRouting is null ? null : new() { DynamicRouting = row.DynamicRouting },
            State = row.State,
            CreationTime = row.CreationTime,
            Tags = at.TagsOf(row.Id),
        };
    }

    public static TransitGatewayConnect Connect(TransitGatewayAttachmentRow row, WorldView at) => new()
    {
        TransitGatewayAttachmentId = row.Id,
        TransportTransitGatewayAttachmentId = row.ResourceId,
        TransitGatewayId = row.TransitGatewayId,
        State = row.State,
        CreationTime = row.CreationTime,
        Options = new() { Protocol = ProtocolValue.Gre },
        Tags = at.TagsOf(row.Id),
    };
}
