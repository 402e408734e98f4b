using Virga.Ec2.NetworkInterfaces;
using Virga.Ec2.TransitGatewayAttachments;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.TransitGatewayMulticastDomains;

/// <summary>Lists the members and sources of the groups of a multicast domain.</summary>
internal sealed class SearchTransitGatewayMulticastGroups
    : IQuery<SearchTransitGatewayMulticastGroupsRequest, SearchTransitGatewayMulticastGroupsResult>
{
    private static readonly Filters<TransitGatewayMulticastGroup> Filters = new()
    {
        { "group-ip-address", one => one.GroupIpAddress },
        { "is-group-member", one => one.GroupMember },
        { "is-group-source", one => one.GroupSource },
        { "member-type", one => one.MemberType },
        { "resource-id", one => one.ResourceId },
        { "resource-type", one => one.ResourceType },
        { "source-type", one => one.SourceType },
        { "subnet-id", one => one.SubnetId },
        { "transit-gateway-attachment-id", one => one.TransitGatewayAttachmentId },
    };

    public static SearchTransitGatewayMulticastGroupsResult Run(
        SearchTransitGatewayMulticastGroupsRequest input, WorldView at)
    {
        var row = MulticastDomains.Usable(at, input.TransitGatewayMulticastDomainId);
        var all = row.Members.Select(one => Shape(row, one, at)).OfType<TransitGatewayMulticastGroup>();
        var page = FactPage.Of(all, Filters, input.Filters, input.MaxResults, input.NextToken);
        return new() { MulticastGroups = page.Items, NextToken = page.NextToken };
    }

    /// <summary>Null for an interface that is gone.</summary>
    private static TransitGatewayMulticastGroup? Shape(
        TransitGatewayMulticastDomainRow row, MulticastMember member, WorldView at)
    {
        if (at.Find<NetworkInterfaceRow>(member.NetworkInterfaceId) is not { } eni) return null;
        var subnet = row.Subnets.FirstOrDefault(one => one.SubnetId == eni.SubnetId);
        var attachment = at.Find<TransitGatewayAttachmentRow>(subnet?.AttachmentId);
        return new()
        {
            GroupIpAddress = member.GroupAddress,
            TransitGatewayAttachmentId = attachment?.Id,
            SubnetId = eni.SubnetId,
            ResourceId = attachment?.ResourceId,
            ResourceType = attachment?.Type,
            ResourceOwnerId = attachment?.ResourceAccount,
            NetworkInterfaceId = eni.Id,
            GroupMember = !member.IsSource,
            GroupSource = member.IsSource,
            MemberType = member.IsSource ? null : MembershipType.Static,
            SourceType = member.IsSource ? MembershipType.Static : null,
        };
    }
}
