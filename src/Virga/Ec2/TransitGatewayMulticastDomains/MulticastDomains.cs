using Virga.Ec2.Tags;
using Virga.Ec2.TransitGatewayAttachments;
using Virga.Ec2.TransitGateways;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.TransitGatewayMulticastDomains;

/// <summary>How multicast domains are found and shown.</summary>
internal static class MulticastDomains
{
    public static TransitGatewayMulticastDomainRow Usable(WorldView at, string? id)
    {
        var row = at.Named<TransitGatewayMulticastDomainRow>(id);
        return row.State is "deleting" or "deleted"
            ? throw TransitGatewayMulticastDomainRow.Kind.NotFound!(row.Id)
            : row;
    }

    public static TransitGatewayMulticastDomain Of(TransitGatewayMulticastDomainRow row, WorldView at) => new()
    {
        TransitGatewayMulticastDomainId = row.Id,
        TransitGatewayId = row.GatewayId,
        TransitGatewayMulticastDomainArn = at.Ec2Arn("transit-gateway-multicast-domain", row.Id),
        OwnerId = at.Account,
        Options = new()
        {
            Igmpv2Support = TransitGatewayRules.Word(row.HasIgmpv2Support),
            StaticSourcesSupport = TransitGatewayRules.Word(row.HasStaticSourcesSupport),
            AutoAcceptSharedAssociations = TransitGatewayRules.Word(row.AcceptsSharedAssociations),
        },
        State = row.State,
        CreationTime = row.CreationTime,
        Tags = at.TagsOf(row.Id),
    };

    public static TransitGatewayMulticastDomainAssociations Associations(
        TransitGatewayMulticastDomainRow row, TransitGatewayAttachmentRow attachment, IEnumerable<string> subnetIds,
        string state) =>
        new()
        {
            TransitGatewayMulticastDomainId = row.Id,
            TransitGatewayAttachmentId = attachment.Id,
            ResourceId = attachment.ResourceId,
            ResourceType = attachment.Type,
            ResourceOwnerId = attachment.ResourceAccount,
            Subnets = [.. subnetIds.Select(id => new SubnetAssociation { SubnetId = id, State = state })],
        };

    /// <summary>A group's address: 224.0.0.0/4, but for what one link keeps, or ff00::/8.</summary>
    public static string Group(string? text)
    {
        if (Cidr.TryParseAddress(text, out var ipv4) && Cidr.Parse("224.0.0.0/4").Contains(ipv4)
            && !Cidr.Parse("224.0.0.0/24").Contains(ipv4)) return text!;
        if (Ipv6Cidr.TryParseAddress(text, out var ipv6) && Ipv6Cidr.Parse("ff00::/8").Contains(ipv6))
            return Ipv6Cidr.AddressText(ipv6);
        throw CommonErrors.InvalidParameterValue(
            $"Value ({text}) for parameter GroupIpAddress is invalid. It is not a multicast address.");
    }
}
