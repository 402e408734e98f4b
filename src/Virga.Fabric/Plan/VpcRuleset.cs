using System.Globalization;
using Virga.Fabric.Nftables;
using Virga.Network;

namespace Virga.Fabric.Plan;

/// <summary>
/// The nftables of a VPC's namespace. Order of a packet: source check, mark of its subnet, translation of public
/// addresses, routing, network ACLs, egress groups, ingress groups. Uses only what WSL2's and Docker Desktop's kernels
/// have: no bridge family, no fib, no socket match (docs/networking.md).
/// </summary>
internal static class VpcRuleset
{
    private const string Igw = PlanNames.InternetLink;
    private const string EgressOnly = PlanNames.EgressOnlyLink;

    /// <summary>The filter, and the translations of its internet gateway.</summary>
    public static IEnumerable<NftTable> Of(FabricIndex index, FabricVpc vpc)
    {
        var filter = new NftTable("inet", "virga");
        AddSets(filter);
        AddSourceCheck(filter);
        AddInput(index, vpc, filter);
        var counters = new FlowCounters(index, vpc, filter);
        counters.Add();
        AddBlock(index, vpc, filter, counters);
        AddForward(index, vpc, filter);
        AddEndOfTranslations(filter);
        var groups = new GroupChains(index, vpc, filter, counters);
        foreach (var item in index.InterfacesByVpc[vpc.Id].Where(index.HasCable))
        {
            AddAddresses(index, filter, item);
            groups.AddInterface(item);
        }

        var acls = new AclChains(index, filter, counters);
        foreach (var subnet in index.SubnetsByVpc[vpc.Id])
        {
            acls.AddSubnet(subnet);
            var number = subnet.Index.ToString(CultureInfo.InvariantCulture);
            filter.Sets["m_subnet"].Elements.Add($"{number} : {number}");
        }

        foreach (var elastic in index.ElasticByVpc[vpc.Id])
        {
            filter.Sets["public4"].Elements.Add(elastic.PrivateAddress.ToString());
            filter.Sets["pairs4"].Elements.Add($"{elastic.PrivateAddress} . {elastic.PublicAddress}");
        }

        return [filter, Translations(index, vpc)];
    }

    private static void AddSets(NftTable filter)
    {
        filter.Set("own4", "ifname . ipv4_addr");
        filter.Set("own6", "ifname . ipv6_addr");
        filter.Set("unchecked", "ifname");
        filter.Set("public4", "ipv4_addr");
        filter.Set("pairs4", "ipv4_addr . ipv4_addr");
        filter.Map("m_subnet", "devgroup : mark");
        filter.Map("m_egress", "ifname : verdict");
        filter.Map("m_ingress", "ifname : verdict");
        filter.Map("m_acl_out", "devgroup : verdict");
        filter.Map("m_acl_in", "devgroup : verdict");
    }

    /// <summary>
    /// A guest may be root and send what it likes: only its own sources pass. Answers to dialled connections get the
    /// mark that brings them to the agent.
    /// </summary>
    private static void AddSourceCheck(NftTable filter)
    {
        filter.Chain("c_prerouting", "type filter hook prerouting priority -150; policy accept;").Add(
            "iifname \"e*\" jump c_source",
            "meta mark set meta iifgroup map @m_subnet",
            $"ct mark {PlanNames.DialMark} meta mark set {PlanNames.DialAnswerMark}");
        filter.Chain("c_source").Add(
            "iifname . ip saddr @own4 return",
            "iifname . ip6 saddr @own6 return",
            "iifname @unchecked return",
            "ip6 saddr fe80::/10 return",
            "ip saddr 0.0.0.0 udp sport 68 udp dport 67 return",
            "counter drop");
    }

    /// <summary>
    /// What the VPC itself answers: resolver, metadata, time, DHCP, the emulator. AWS filters none of it with groups or
    /// ACLs. The sender's identity is checked even where the source check is off, because metadata trusts it.
    /// </summary>
    private static void AddInput(FabricIndex index, FabricVpc vpc, NftTable filter)
    {
        var ports = string.Join(", ", index.State.Settings.EndpointPorts.Order());
        var resolver = vpc.Dns.IsResolverEnabled;
        var input = filter.Chain("c_input", "type filter hook input priority 0; policy drop;").Add(
            "iifname \"lo\" accept",
            $"ct mark {PlanNames.DialMark} meta iifgroup vmap @m_acl_out",
            "ct state established,related accept",
            "udp sport 68 udp dport 67 accept",
            "icmpv6 type 133-137 accept",
            "ip6 saddr fe80::/10 udp sport 546 udp dport 547 accept",
            "meta nfproto ipv4 iifname . ip saddr != @own4 drop",
            "ip6 saddr != fe80::/10 iifname . ip6 saddr != @own6 drop",
            $"ip daddr {ServiceAddresses.Metadata} tcp dport 80 accept",
            $"ip6 daddr {ServiceAddresses.Ipv6Metadata} tcp dport 80 accept",
            $"ip daddr {ServiceAddresses.Time} udp dport 123 accept",
            $"ip6 daddr {ServiceAddresses.Ipv6Time} udp dport 123 accept");
        if (ports.Length > 0)
            input.Add($"ip daddr {ServiceAddresses.Endpoint} tcp dport {{ {ports} }} accept");
        if (resolver)
            input.Add("udp dport 53 accept", "tcp dport 53 accept");

        // Dialled connections begin here and not at a link: they pass the same gates as what is forwarded.
        filter.Chain("c_output", "type filter hook output priority 0; policy accept;").Add(
            $"meta mark {PlanNames.ConsoleMark} accept",
            "udp sport 67 udp dport 68 accept",
            "udp sport 547 udp dport 546 accept",
            $"meta mark {PlanNames.DialMark} meta oifgroup vmap @m_acl_in",
            "ct state established,related accept",
            "icmpv6 type 133-137 accept",
            "oifname vmap @m_ingress",
            "oifname \"e*\" drop");
        filter.Chain("c_dial", "type route hook output priority -150;").Add(
            $"meta mark {PlanNames.DialMark} ct mark set {PlanNames.DialMark}");
    }

    /// <summary>VPC block public access: by the subnet that is at the other end of the gateway.</summary>
    private static void AddBlock(FabricIndex index, FabricVpc vpc, NftTable filter, FlowCounters counters)
    {
        var subnets = index.SubnetsByVpc[vpc.Id].ToLookup(
            subnet => subnet.InternetBlock, subnet => subnet.Index.ToString(CultureInfo.InvariantCulture));
        if (subnets.All(group => group.Key == InternetBlock.None))
            return;
        var shut = filter.Set("shut", "devgroup");
        var inward = filter.Set("inward", "devgroup");
        var nats = filter.Set("nats", "ifname");
        shut.Elements.UnionWith(subnets[InternetBlock.Bidirectional]);
        inward.Elements.UnionWith(subnets[InternetBlock.Ingress]);
        nats.Elements.UnionWith(index.InterfacesByVpc[vpc.Id]
            .Where(item => index.NatByInterface.ContainsKey(item.Id))
            .Select(item => $"\"{PlanNames.Interface(item.Index)}\""));
        filter.Chain("c_public", "type filter hook forward priority -20; policy accept;").Add(
            $"oifname {{ \"{Igw}\", \"{EgressOnly}\" }} meta iifgroup @shut {counters.RejectOut}",
            $"iifname {{ \"{Igw}\", \"{EgressOnly}\" }} meta oifgroup @shut {counters.RejectIn}",
            $"oifname \"{Igw}\" meta iifgroup @inward iifname != @nats {counters.RejectOut}",
            $"iifname \"{Igw}\" meta oifgroup @inward oifname != @nats {counters.RejectIn}");
    }

    private static void AddForward(FabricIndex index, FabricVpc vpc, NftTable filter)
    {
        filter.Chain("c_acl_out", "type filter hook forward priority -10; policy accept;").Add(
            "meta iifgroup vmap @m_acl_out");
        filter.Chain("c_acl_in", "type filter hook forward priority 5; policy accept;").Add(
            "meta oifgroup vmap @m_acl_in");

        // Two base chains, since "accept" ends only the chain it is in: both gates must be passed.
        var egress = filter.Chain("c_egress", "type filter hook forward priority 0; policy accept;");
        if (index.InternetGateways.ContainsKey(vpc.Id))
            egress.Add("ct status & (snat | dnat) != 0 jump c_gone");
        if (index.EgressOnly.ContainsKey(vpc.Id))
            egress.Add($"oifname \"{EgressOnly}\" ct direction reply drop");
        egress.Add(
            "ct state established,related accept",
            "ct state invalid drop",
            $"iifname \"{EgressOnly}\" drop",
            $"oifname \"{Igw}\" meta nfproto ipv4 ip saddr != @public4 counter drop",
            "iifname vmap @m_egress",
            "iifname \"e*\" drop");
        filter.Chain("c_ingress", "type filter hook forward priority 10; policy accept;").Add(
            "ct state established,related accept",
            "oifname \"e*\" oifname != @unchecked meta nfproto ipv4 oifname . ip daddr != @own4 drop",
            "oifname \"e*\" oifname != @unchecked meta nfproto ipv6 oifname . ip6 daddr != @own6 drop",
            "oifname vmap @m_ingress",
            "oifname \"e*\" drop");
    }

    /// <summary>
    /// A flow keeps the public address that it began with. When that belongs to another interface, or to none, the flow
    /// ends: AWS ends it, and the address's new owner must not meet it.
    /// </summary>
    private static void AddEndOfTranslations(NftTable filter) => filter.Chain("c_gone").Add(
        "ct state != established return",
        "meta nfproto != ipv4 return",
        $"oifname \"{Igw}\" ct direction original ip saddr . ct reply ip daddr != @pairs4 drop",
        $"iifname \"{Igw}\" ct direction reply ip daddr . ct reply ip daddr != @pairs4 drop",
        $"iifname \"{Igw}\" ct direction original ip daddr . ct original ip daddr != @pairs4 drop",
        $"oifname \"{Igw}\" ct direction reply ip saddr . ct original ip daddr != @pairs4 drop");

    private static void AddAddresses(FabricIndex index, NftTable filter, FabricInterface item)
    {
        var link = PlanNames.Interface(item.Index);
        if (!item.HasSourceDestCheck || index.NatByInterface.ContainsKey(item.Id))
            filter.Sets["unchecked"].Elements.Add($"\"{link}\"");
        if (index.NatByInterface.ContainsKey(item.Id))
            return;
        foreach (var address in item.Addresses.Concat(item.Ipv4Prefixes.SelectMany(prefix => prefix.Addresses())))
            filter.Sets[address.IsIpv4() ? "own4" : "own6"].Elements.Add($"\"{link}\" . {address}");
        foreach (var prefix in item.Ipv6Prefixes)
        {
            // A /80 is too much for a plain set, and sets of intervals with links are slow to change.
            filter.Chains["c_source"].Rules.Insert(0, $"iifname \"{link}\" ip6 saddr {prefix} return");
            filter.Chains["c_ingress"].Rules.Insert(1, $"oifname \"{link}\" ip6 daddr {prefix} goto {link}_in");
        }
    }

    private static NftTable Translations(FabricIndex index, FabricVpc vpc)
    {
        var table = new NftTable("ip", "virga_nat");
        var arriving = table.Map("eip_in", "ipv4_addr : ipv4_addr");
        var leaving = table.Map("eip_out", "ipv4_addr : ipv4_addr");
        foreach (var elastic in index.ElasticByVpc[vpc.Id])
        {
            arriving.Elements.Add($"{elastic.PublicAddress} : {elastic.PrivateAddress}");
            leaving.Elements.Add($"{elastic.PrivateAddress} : {elastic.PublicAddress}");
        }

        table.Chain("c_arriving", "type nat hook prerouting priority -100;")
            .Add($"iifname \"{Igw}\" dnat to ip daddr map @eip_in");
        table.Chain("c_leaving", "type nat hook postrouting priority 100;")
            .Add($"oifname \"{Igw}\" snat to ip saddr map @eip_out");
        return table;
    }
}
