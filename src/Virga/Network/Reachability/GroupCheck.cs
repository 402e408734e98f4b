using System.Net;

namespace Virga.Network.Reachability;

/// <summary>Decides whether the groups of an interface allow a packet that begins a flow.</summary>
internal sealed class GroupCheck(FabricIndex index)
{
    /// <param name="peeringId">Peering connection that the packet crosses, or null: references follow only
    /// that.</param>
    public string? Allowing(FabricInterface item, Packet packet, GateDirection direction, string? peeringId)
    {
        var remote = direction == GateDirection.Ingress ? packet.Source : packet.Destination;
        foreach (var id in item.SecurityGroupIds)
        {
            if (!index.SecurityGroups.TryGetValue(id, out var group))
                continue;
            var rules = direction == GateDirection.Ingress ? group.Ingress : group.Egress;
            if (rules.Any(rule => packet.Matches(rule.Protocol, rule.FromPort, rule.ToPort)
                && IsPeer(rule, remote, index.VpcIdOf(item), peeringId)))
                return id;
        }

        return null;
    }

    private bool IsPeer(FabricRule rule, IPAddress remote, string vpcId, string? peeringId)
    {
        if (rule.Cidr is { } cidr)
            return cidr.Contains(remote);
        if (rule.PrefixListId is { } list)
            return index.PrefixLists.TryGetValue(list, out var entries) && entries.Entries.Any(e => e.Contains(remote));
        if (rule.SecurityGroupId is not { } group)
            return false;

        // A group of a peered VPC counts only for packets that come by that peering connection.
        var home = peeringId is null ? vpcId : index.Peerings[peeringId].Other(vpcId);
        return index.Members(group).Any(member => index.VpcIdOf(member) == home && member.Owns(remote));
    }
}

/// <summary>Which way a packet goes through a gate: into the interface or subnet, or out of it.</summary>
internal enum GateDirection
{
    Ingress,
    Egress,
}
