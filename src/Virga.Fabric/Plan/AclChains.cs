using System.Globalization;
using Virga.Fabric.Nftables;
using Virga.Network;

namespace Virga.Fabric.Plan;

/// <summary>
/// The network ACLs of one VPC as chains: two an ACL, in which "return" allows, and two a subnet, which skip the
/// traffic inside the subnet. They run before flows are looked at, so they are stateless.
/// </summary>
internal sealed class AclChains(FabricIndex index, NftTable table, FlowCounters counters)
{
    public void AddSubnet(FabricSubnet subnet)
    {
        if (subnet.NetworkAclId is not { } id || !index.NetworkAcls.TryGetValue(id, out var acl))
            return;
        var name = PlanNames.Nft(id);
        if (!table.Chains.ContainsKey($"{name}_in"))
        {
            Fill(table.Chain($"{name}_in"), acl.Ingress, "saddr", counters.RejectIn);
            Fill(table.Chain($"{name}_out"), acl.Egress, "daddr", counters.RejectOut);
        }

        var number = subnet.Index.ToString(CultureInfo.InvariantCulture);
        table.Chain($"s{number}_in").Add($"meta iifgroup {number} return", $"goto {name}_in");
        table.Chain($"s{number}_out").Add($"meta oifgroup {number} return", $"goto {name}_out");
        table.Sets["m_acl_in"].Elements.Add($"{number} : jump s{number}_in");
        table.Sets["m_acl_out"].Elements.Add($"{number} : jump s{number}_out");
    }

    private static void Fill(NftChain chain, ValueList<FabricAclEntry> entries, string side, string refusal)
    {
        foreach (var entry in entries.OrderBy(entry => entry.Number))
        {
            var protocol = MatchText.Protocol(entry.Protocol, entry.FromPort, entry.ToPort, entry.Cidr.IsIpv4());
            if (protocol is not null)
                chain.Add($"{MatchText.Block(entry.Cidr, side)}{protocol}{(entry.IsAllowed ? "return" : refusal)}");
        }

        chain.Add(refusal);
    }
}
