using System.Net;
using Virga.Fabric.Nftables;
using Virga.Fabric.Plan;
using Virga.Network;
using Virga.Tests.Network;

namespace Virga.Tests.Fabric.Plan;

/// <summary>Desired states in the kernel's terms.</summary>
public sealed class FabricPlannerTests
{
    [Fact]
    public void A_group_is_a_pair_of_chains_and_its_members_are_a_set()
    {
        var plan = FabricPlanner.Plan(Sample().Group("sg-db", "vpc-1", "tcp/5432 sg-web", "icmp 10.0.0.0/8",
            "udp/1-9 0.0.0.0/0").State);
        var filter = plan.Namespaces["vpc-1"].Tables[0];

        Assert.Equal(
            [
                "ip saddr @m_sg_web_4 tcp dport 5432 accept",
                "ip6 saddr @m_sg_web_6 tcp dport 5432 accept",
                "iifname . ip saddr @m_sg_web_peer4 tcp dport 5432 accept",
                "iifname . ip6 saddr @m_sg_web_peer6 tcp dport 5432 accept",
                "ip saddr 10.0.0.0/8 meta l4proto 1 accept",
                "meta nfproto ipv4 udp dport 1-9 accept",
            ],
            filter.Chains["sg_db_in"].Rules);
        Assert.Equal(["jump sg_db_in", "counter drop"], filter.Chains["e2_in"].Rules);
        Assert.Equal(["10.0.1.10"], filter.Sets["m_sg_web_4"].Elements);
    }

    [Fact]
    public void Other_filters_alone_give_the_plan_that_all_of_it_would_give()
    {
        var before = Sample().State;
        var rule = Sample().Group("sg-db", "vpc-1", "tcp/22 10.0.0.0/8").Acl("acl-1", ["1 allow all 0.0.0.0/0"], []);
        var put = new FabricState { SecurityGroups = rule.State.SecurityGroups, NetworkAcls = rule.State.NetworkAcls };
        var after = new FabricDelta(put, []).ApplyTo(before);
        Assert.True(after.DiffersInFiltersOnly(before));

        var quick = FabricPlanner.Refilter(FabricPlanner.Plan(before), new(after));
        var whole = FabricPlanner.Plan(after);

        Assert.Equal(whole.Namespaces.Keys, quick.Namespaces.Keys);
        foreach (var (name, inside) in whole.Namespaces)
            Assert.Equal("", NftScript.Difference(quick.Namespaces[name].Tables, inside.Tables));
        var (old, next) = (FabricPlanner.Plan(before).Namespaces["vpc-1"], quick.Namespaces["vpc-1"]);
        Assert.NotEqual("", NftScript.Difference(old.Tables, next.Tables));
        Assert.False(Sample().Interface("eni-9", "subnet-1", "10.0.1.99").State.DiffersInFiltersOnly(before));
    }

    [Fact]
    public void A_route_whose_target_is_gone_is_a_blackhole()
    {
        var routes = FabricPlanner.Plan(Sample().Routes("rtb-1", "vpc-1", "0.0.0.0/0 igw-9").State)
            .Namespaces["vpc-1"].Routes.Keys.Where(route => route.Table == PlanNames.RouteTable(1));

        Assert.Equal(
            [new RouteSpec(1_000_001, IPNetwork.Parse("0.0.0.0/0"), RouteKind.Blackhole) { Metric = 65000 }],
            routes);
    }

    [Fact]
    public void A_route_inside_the_vpc_goes_before_the_local_one()
    {
        var plan = FabricPlanner.Plan(Sample().Routes("rtb-1", "vpc-1", "10.0.2.0/24 eni-1").State).Namespaces["vpc-1"];

        Assert.Contains(
            new RouteSpec(PlanNames.InsideTable(1), IPNetwork.Parse("10.0.2.0/24"), RouteKind.Unicast)
            {
                Link = "e1",
                Gateway = IPAddress.Parse("10.0.1.10"),
            },
            plan.Routes.Keys);
        Assert.Contains(
            new RuleSpec(false, PlanNames.InsidePriority, PlanNames.InsideTable(1)) { Mark = 101 }, plan.Rules.Keys);
    }

    [Fact]
    public void A_guest_gets_its_default_route_last()
    {
        var guest = FabricPlanner.Plan(Sample().State).Guests[0];

        Assert.Equal(("e1", "eth0", 101u), (guest.Link, guest.GuestLink, guest.Group));
        Assert.Equal([new AddressSpec("eth0", IPAddress.Parse("10.0.1.10"), 24)], guest.GuestAddresses);
        Assert.Equal(IPAddress.Parse("10.0.1.1"), guest.GuestRoutes[^1].Gateway);
        Assert.Empty(guest.GuestRules);
    }

    [Fact]
    public void An_unattached_interface_has_no_cable_and_no_chain()
    {
        var plan = FabricPlanner.Plan(Sample().Change("eni-1", item => item with { Attachment = null }).State);

        Assert.Equal(["eni-2"], plan.Guests.Select(guest => guest.Owner));
        Assert.False(plan.Namespaces["vpc-1"].Tables[0].Chains.ContainsKey("e1_in"));
    }

    [Fact]
    public void An_acl_returns_where_it_allows_and_ends_in_a_drop()
    {
        var topology = Sample().Acl("acl-1", ["200 allow tcp/80 0.0.0.0/0", "100 deny all 10.9.0.0/16"], [])
            .Subnet("subnet-1", "vpc-1", "10.0.1.0/24", "rtb-1", "acl-1");
        var filter = FabricPlanner.Plan(topology.State).Namespaces["vpc-1"].Tables[0];

        Assert.Equal(
            ["ip saddr 10.9.0.0/16 counter drop", "meta nfproto ipv4 tcp dport 80 return", "counter drop"],
            filter.Chains["acl_1_in"].Rules);
        Assert.Equal(["counter drop"], filter.Chains["acl_1_out"].Rules);
        Assert.Equal(["meta iifgroup 101 return", "goto acl_1_in"], filter.Chains["s101_in"].Rules);
        Assert.Equal(["101 : jump s101_in"], filter.Sets["m_acl_in"].Elements);
    }

    [Fact]
    public void Overlapping_entries_of_a_prefix_list_are_one_interval()
    {
        var topology = Sample().Group("sg-web", "vpc-1", "tcp/80 pl-1");
        topology.Put(new()
        {
            PrefixLists =
            [
                new FabricPrefixList
                {
                    Id = "pl-1",
                    Entries =
                        [IPNetwork.Parse("10.1.0.0/16"), IPNetwork.Parse("10.1.2.0/24"), IPNetwork.Parse("fd00::/8")],
                },
            ],
        });
        var sets = FabricPlanner.Plan(topology.State).Namespaces["vpc-1"].Tables[0].Sets;

        Assert.Equal(["10.1.0.0/16"], sets["pl_1_4"].Elements);
        Assert.Equal(["fd00::/8"], sets["pl_1_6"].Elements);
    }

    [Fact]
    public void The_plan_of_the_same_state_is_the_same_script()
    {
        var once = FabricPlanner.Plan(Sample().State);
        var again = FabricPlanner.Plan(Sample().State);

        foreach (var name in once.Namespaces.Keys)
            Assert.Equal("", NftScript.Difference(once.Namespaces[name].Tables, again.Namespaces[name].Tables));
        Assert.Equal(once.Guests, again.Guests);
    }

    private static Topology Sample() => new Topology()
        .Vpc("vpc-1", "10.0.0.0/16").Routes("rtb-1", "vpc-1").Subnet("subnet-1", "vpc-1", "10.0.1.0/24", "rtb-1")
        .Group("sg-web", "vpc-1").Group("sg-db", "vpc-1", "tcp/5432 sg-web")
        .Interface("eni-1", "subnet-1", "10.0.1.10", "sg-web").Attach("eni-1", "/proc/1/ns/net")
        .Interface("eni-2", "subnet-1", "10.0.1.11", "sg-db").Attach("eni-2", "/proc/2/ns/net");
}
