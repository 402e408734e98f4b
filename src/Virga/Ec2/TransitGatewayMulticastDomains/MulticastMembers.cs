using Virga.Ec2.NetworkInterfaces;
using Virga.Service;
using Virga.State;

namespace Virga.Ec2.TransitGatewayMulticastDomains;

/// <summary>Registers interfaces with groups of a multicast domain, and takes them out.</summary>
internal static class MulticastMembers
{
    /// <summary>Adds interfaces to a group; they must be in subnets of the domain.</summary>
    public static string Register(
        Change change, string? domainId, string? groupAddress, List<string>? interfaceIds, bool isSource)
    {
        var row = MulticastDomains.Usable(change, domainId);
        var group = MulticastDomains.Group(groupAddress);
        if (row.HasIgmpv2Support)
            throw CommonErrors.InvalidParameterValue($"Members of {row.Id} are registered by IGMP.");
        if (isSource && !row.HasStaticSourcesSupport)
            throw CommonErrors.InvalidParameterValue($"Static sources support is not enabled on {row.Id}.");
        foreach (var id in interfaceIds ?? [])
        {
            var eni = change.Named<NetworkInterfaceRow>(id);
            if (!row.Subnets.Any(one => one.SubnetId == eni.SubnetId))
                throw CommonErrors.InvalidParameterValue($"The subnet of {id} is not associated to {row.Id}.");
            var member = new MulticastMember(group, id, isSource);
            if (!row.Members.Contains(member)) row = row with { Members = [.. row.Members, member] };
        }

        change.Put(row);
        return group;
    }

    /// <summary>Takes interfaces out of one group or all; gives the ids of those that were in.</summary>
    public static List<string> Deregister(
        Change change, string? domainId, string? groupAddress, List<string>? interfaceIds, bool isSource)
    {
        var row = MulticastDomains.Usable(change, domainId);
        var group = groupAddress is null ? null : MulticastDomains.Group(groupAddress);
        var gone = row.Members.Where(one => one.IsSource == isSource && (group is null || one.GroupAddress == group)
            && (interfaceIds is not { Count: > 0 } || interfaceIds.Contains(one.NetworkInterfaceId))).ToList();
        change.Put(row with { Members = [.. row.Members.Except(gone)] });
        return [.. gone.Select(one => one.NetworkInterfaceId).Distinct(StringComparer.Ordinal)];
    }
}
