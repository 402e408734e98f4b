using Virga.Fabric.Nftables;
using Virga.Network;
using Virga.Network.Reachability;

namespace Virga.Fabric.Plan;

/// <summary>
/// The nftables of the outermost namespace. Only public addresses of this machine's VPCs come out of a gateway, and
/// what leaves the fabric does so with the machine's (or the container's) own address.
/// </summary>
internal static class EdgeRuleset
{
    public static NftTable Of(FabricIndex index)
    {
        var table = new NftTable("inet", "virga_edge");
        AddSets(index, table);
        table.Chain("c_prerouting", "type filter hook prerouting priority -150; policy accept;").Add(
            $"iifname \"v*\" ct mark {PlanNames.DialMark} meta mark set {PlanNames.DialAnswerMark}");
        table.Chain("c_dial", "type route hook output priority -150;").Add(
            $"meta mark {PlanNames.DialMark} ct mark set {PlanNames.DialMark}");
        table.Chain("c_input", "type filter hook input priority 0; policy accept;").Add(
            "ct state established,related accept",
            "icmpv6 type 133-137 accept",
            "iifname \"v*\" drop",
            "iifname \"w*\" drop");
        AddForward(index, table);
        table.Chain("c_leaving", "type nat hook postrouting priority 100;").Add(
            "oifname \"v*\" return",
            "oifname \"w*\" return",
            "ip saddr @public4 masquerade",
            "ip6 saddr @inside6 masquerade");
        return table;
    }

    private static void AddSets(FabricIndex index, NftTable table)
    {
        var owned4 = table.Set("owned4", "ifname . ipv4_addr");
        var public4 = table.Set("public4", "ipv4_addr");
        var inside6 = table.Set("inside6", "ipv6_addr", "interval");
        foreach (var vpc in index.State.Vpcs)
        {
            foreach (var cidr in vpc.Ipv6Cidrs)
                inside6.Elements.Add(cidr.ToString());
            if (!index.InternetGateways.ContainsKey(vpc.Id))
                continue;
            foreach (var elastic in index.ElasticByVpc[vpc.Id])
            {
                owned4.Elements.Add($"\"{PlanNames.EdgeLink(vpc.Index)}\" . {elastic.PublicAddress}");
                public4.Elements.Add(elastic.PublicAddress.ToString());
            }
        }
    }

    private static void AddForward(FabricIndex index, NftTable table)
    {
        var forward = table.Chain("c_forward", "type filter hook forward priority 0; policy drop;").Add(
            "iifname \"v*\" meta nfproto ipv4 iifname . ip saddr != @owned4 counter drop",
            "iifname \"v*\" meta nfproto ipv6 ip6 saddr != @inside6 counter drop",
            "iifname \"w*\" ip6 saddr != @inside6 counter drop",
            "ct state established,related accept",
            "oifname \"v*\" accept",
            "oifname \"w*\" accept");
        switch (index.State.Settings.Internet)
        {
            case InternetReach.Internet:
                var ranges = PrivateRanges.All.ToLookup(range => range.IsIpv4());
                forward.Add(
                    $"ip daddr {{ {string.Join(", ", ranges[true])} }} drop",
                    $"ip6 daddr {{ {string.Join(", ", ranges[false])} }} drop",
                    "iifname \"v*\" accept",
                    "iifname \"w*\" accept");
                break;
            case InternetReach.Host:
                forward.Add("iifname \"v*\" accept", "iifname \"w*\" accept");
                break;
        }
    }
}
