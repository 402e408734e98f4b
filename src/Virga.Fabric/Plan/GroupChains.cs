using System.Net;
using Virga.Fabric.Nftables;
using Virga.Network;

namespace Virga.Fabric.Plan;

/// <summary>
/// The security groups of one VPC as chains: two a group, and two an interface that jump to its groups' chains. A rule
/// that refers to a group matches a set of its members' addresses; members in a peered VPC are in a set together with
/// the link that they must come by, since a source address alone proves nothing about another VPC.
/// </summary>
internal sealed class GroupChains(FabricIndex index, FabricVpc vpc, NftTable table, FlowCounters counters)
{
    private readonly HashSet<string> written = new(StringComparer.Ordinal);

    public void AddInterface(FabricInterface item)
    {
        var link = PlanNames.Interface(item.Index);
        if (index.NatByInterface.ContainsKey(item.Id))
        {
            table.Sets["m_egress"].Elements.Add($"\"{link}\" : accept");
            table.Sets["m_ingress"].Elements.Add($"\"{link}\" : accept");
            return;
        }

        var ingress = table.Chain($"{link}_in");
        var egress = table.Chain($"{link}_out");
        foreach (var id in item.SecurityGroupIds)
        {
            if (!index.SecurityGroups.TryGetValue(id, out var group))
                continue;
            AddGroup(group);
            ingress.Add($"jump {PlanNames.Nft(id)}_in");
            egress.Add($"jump {PlanNames.Nft(id)}_out");
        }

        ingress.Add(counters.RejectIn);
        egress.Add(counters.RejectOut);
        table.Sets["m_ingress"].Elements.Add($"\"{link}\" : goto {link}_in");
        table.Sets["m_egress"].Elements.Add($"\"{link}\" : goto {link}_out");
    }

    private void AddGroup(FabricSecurityGroup group)
    {
        if (!written.Add(group.Id))
            return;
        var ingress = table.Chain($"{PlanNames.Nft(group.Id)}_in");
        var egress = table.Chain($"{PlanNames.Nft(group.Id)}_out");
        foreach (var rule in group.Ingress)
            Write(ingress, rule, "saddr", "iifname");
        foreach (var rule in group.Egress)
            Write(egress, rule, "daddr", "oifname");
    }

    private void Write(NftChain chain, FabricRule rule, string side, string linkMatch)
    {
        if (rule.Cidr is { } cidr)
        {
            Add(chain, MatchText.Block(cidr, side), rule, cidr.IsIpv4());
        }
        else if (rule.PrefixListId is { } listId)
        {
            foreach (var (set, isIpv4) in PrefixSets(listId))
                Add(chain, $"{(isIpv4 ? "ip" : "ip6")} {side} @{set} ", rule, isIpv4);
        }
        else if (rule.SecurityGroupId is { } groupId)
        {
            var name = MemberSets(groupId);
            Add(chain, $"ip {side} @{name}_4 ", rule, isIpv4: true);
            Add(chain, $"ip6 {side} @{name}_6 ", rule, isIpv4: false);
            Add(chain, $"{linkMatch} . ip {side} @{name}_peer4 ", rule, isIpv4: true);
            Add(chain, $"{linkMatch} . ip6 {side} @{name}_peer6 ", rule, isIpv4: false);
        }
    }

    private static void Add(NftChain chain, string peer, FabricRule rule, bool isIpv4)
    {
        if (MatchText.Protocol(rule.Protocol, rule.FromPort, rule.ToPort, isIpv4) is { } protocol)
            chain.Add($"{peer}{protocol}accept");
    }

    private IEnumerable<(string Set, bool IsIpv4)> PrefixSets(string listId)
    {
        if (!index.PrefixLists.TryGetValue(listId, out var list))
            yield break;
        var name = PlanNames.Nft(listId);
        foreach (var isIpv4 in new[] { true, false })
        {
            var set = table.Set($"{name}_{(isIpv4 ? 4 : 6)}", isIpv4 ? "ipv4_addr" : "ipv6_addr", "interval");
            // nft refuses intervals that overlap; blocks do so only by holding one another.
            var entries = list.Entries.Where(entry => entry.IsIpv4() == isIpv4).Distinct().ToList();
            foreach (var entry in entries.Where(entry => !entries.Any(other => other != entry && other.Covers(entry))))
                set.Elements.Add(entry.ToString());
            yield return (set.Name, isIpv4);
        }
    }

    /// <summary>The sets of a group's members as this VPC sees them; their common prefix.</summary>
    private string MemberSets(string groupId)
    {
        var name = "m_" + PlanNames.Nft(groupId);
        if (!written.Add(name))
            return name;
        var own4 = table.Set($"{name}_4", "ipv4_addr");
        var own6 = table.Set($"{name}_6", "ipv6_addr");
        var peer4 = table.Set($"{name}_peer4", "ifname . ipv4_addr");
        var peer6 = table.Set($"{name}_peer6", "ifname . ipv6_addr");
        foreach (var member in index.Members(groupId))
        {
            var home = index.VpcIdOf(member);
            var addresses = member.Addresses.Concat(member.Ipv4Prefixes.SelectMany(prefix => prefix.Addresses()));
            foreach (var address in addresses)
            {
                if (home == vpc.Id)
                    (address.IsIpv4() ? own4 : own6).Elements.Add(address.ToString());
                else if (PeeringWith(home) is { } link)
                    (address.IsIpv4() ? peer4 : peer6).Elements.Add($"\"{link}\" . {address}");
            }
        }

        return name;
    }

    private string? PeeringWith(string otherVpcId)
    {
        var peering = index.State.Peerings.FirstOrDefault(item =>
            (item.RequesterVpcId == vpc.Id && item.AccepterVpcId == otherVpcId)
            || (item.AccepterVpcId == vpc.Id && item.RequesterVpcId == otherVpcId));
        return peering is null ? null : PlanNames.PeeringLink(peering.Index);
    }
}
