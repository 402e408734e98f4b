using System.Net;

namespace Virga.Network.Reachability;

/// <summary>Decides whether the groups of an interface allow a packet that begins a flow.</summary>
internal sealed class GroupCheck(FabricIndex index, PathLog log)
{
    /// <param name="position">Where the packet is.</param>
    /// <param name="item">The interface whose groups are asked.</param>
    /// <param name="packet">The packet as the groups see it.</param>
    /// <param name="direction">Which gate.</param>
    /// <param name="peeringId">Peering connection that the packet crosses, or null: references follow only
    /// that.</param>
    public bool Allow(
        Position position, FabricInterface item, Packet packet, GateDirection direction, string? peeringId)
    {
        var side = direction == GateDirection.Ingress ? "ingress" : "egress";
        var step = new PathStep("", "")
        {
            Kind = PathStepKind.SecurityGroup,
            VpcId = position.VpcId,
            InterfaceId = item.Id,
            Direction = direction,
            Packet = packet,
        };
        if (Allowing(item, packet, direction, peeringId) is not var (group, rule))
        {
            log.Drop(
                step with { ComponentId = Names(item), Text = $"no {side} rule allows the packet" },
                HasRules(item, direction) ? ExplanationCode.GroupRulesMismatch : ExplanationCode.GroupHasNoRules);
            return false;
        }

        var named = rule.Id.Length > 0 ? $" ({rule.Id})" : "";
        log.Pass(step with
        {
            ComponentId = group.Id,
            Text = $"an {side} rule{named} of {item.Id} allows the packet",
            Rule = rule,
        });
        return true;
    }

    private (FabricSecurityGroup Group, FabricRule Rule)? Allowing(
        FabricInterface item, Packet packet, GateDirection direction, string? peeringId)
    {
        var remote = direction == GateDirection.Ingress ? packet.Source : packet.Destination;
        foreach (var group in Groups(item))
        {
            foreach (var rule in Rules(group, direction))
            {
                if (packet.Matches(rule.Protocol, rule.FromPort, rule.ToPort)
                    && IsPeer(rule, remote, index.VpcIdOf(item), peeringId))
                    return (group, rule);
            }
        }

        return null;
    }

    private bool HasRules(FabricInterface item, GateDirection direction) =>
        Groups(item).Any(group => Rules(group, direction).Count > 0);

    private IEnumerable<FabricSecurityGroup> Groups(FabricInterface item) =>
        item.SecurityGroupIds.Select(id => index.SecurityGroups.GetValueOrDefault(id)).OfType<FabricSecurityGroup>();

    private static ValueList<FabricRule> Rules(FabricSecurityGroup group, GateDirection direction) =>
        direction == GateDirection.Ingress ? group.Ingress : group.Egress;

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

    private static string Names(FabricInterface item) =>
        item.SecurityGroupIds.Count == 0 ? item.Id : string.Join(',', item.SecurityGroupIds);
}

/// <summary>Which way a packet goes through a gate: into the interface or subnet, or out of it.</summary>
internal enum GateDirection
{
    Ingress,
    Egress,
}
