using System.Net;
using Virga.Network;
using Virga.Tests.Network;
using Xunit;

namespace Virga.Conformance.Fabric;

/// <summary>What few networks use, with real packets.</summary>
[Collection("fabric")]
public sealed class RareRouteTests
{
    private static readonly IPAddress inside6 = IPAddress.Parse("2001:db8:1::10");

    [Fact]
    public async Task Addresses_of_a_nat_gateway_share_its_clients()
    {
        await using var rig = await Peered();
        rig.Topology.Routes("rtb-p", "vpc-1", "172.31.0.0/16 nat-1").Subnet("subnet-p", "vpc-1", "10.0.2.0/24", "rtb-p")
            .Interface("eni-nat", "subnet-1", "10.0.1.200").Nat("nat-1", "eni-nat")
            .Change(
                "eni-nat", nat => nat with { Ipv4Addresses = [nat.Ipv4Addresses[0], IPAddress.Parse("10.0.1.201")] });
        var even = await rig.GuestAsync("eni-even", "subnet-p", "10.0.2.10", "sg-1");
        var odd = await rig.GuestAsync("eni-odd", "subnet-p", "10.0.2.11", "sg-1");
        await rig.ApplyAsync();

        Assert.Equal("eni-2 sees 10.0.1.200", await even.AskAsync("172.31.1.10", 80));
        Assert.Equal("eni-2 sees 10.0.1.201", await odd.AskAsync("172.31.1.10", 80));
    }

    [Fact]
    public async Task A_prefix_list_is_all_of_its_entries()
    {
        await using var rig = await Peered();
        rig.Topology.Group("sg-2", "vpc-2", "tcp/80 pl-1").Put(new()
        {
            PrefixLists =
            [
                new FabricPrefixList
                {
                    Id = "pl-1",
                    Entries =
                        [IPNetwork.Parse("10.0.1.0/28"), IPNetwork.Parse("10.0.1.8/29"), IPNetwork.Parse("fd00::/8")],
                },
            ],
        });
        var listed = await rig.GuestAsync("eni-1", "subnet-1", "10.0.1.10", "sg-1");
        var other = await rig.GuestAsync("eni-3", "subnet-1", "10.0.1.20", "sg-1");
        await rig.ApplyAsync();
        Assert.Equal("eni-2 sees 10.0.1.10", await listed.AskAsync("172.31.1.10", 80));
        Assert.Equal("", await other.TryAskAsync("172.31.1.10", 80));

        rig.Topology.Put(new()
        {
            PrefixLists = [new FabricPrefixList { Id = "pl-1", Entries = [IPNetwork.Parse("10.0.1.16/28")] }],
        });
        await rig.ApplyAsync();
        Assert.Equal("", await listed.TryAskAsync("172.31.1.10", 80));
        Assert.Equal("eni-2 sees 10.0.1.20", await other.AskAsync("172.31.1.10", 80));
    }

    [Fact]
    public async Task A_route_inside_the_vpc_leads_through_a_middlebox()
    {
        await using var rig = await Peered();
        rig.Topology.Routes("rtb-b", "vpc-1").Subnet("subnet-b", "vpc-1", "10.0.2.0/24", "rtb-b");
        var guest = await rig.GuestAsync("eni-1", "subnet-1", "10.0.1.10", "sg-1");
        await rig.GuestAsync("eni-b", "subnet-b", "10.0.2.10", "sg-1");
        var box = await rig.GuestAsync("eni-box", "subnet-b", "10.0.2.99", "sg-1");
        rig.Topology.Change("eni-box", item => item with { HasSourceDestCheck = false });
        await rig.ApplyAsync();
        Assert.Equal("eni-b sees 10.0.1.10", await guest.AskAsync("10.0.2.10", 80));

        rig.Topology.Routes("rtb-1", "vpc-1", "10.0.2.0/24 eni-box");
        await rig.ApplyAsync();
        await rig.MakeNatInstanceAsync(box);
        Assert.Equal("eni-b sees 10.0.2.99", await guest.AskAsync("10.0.2.10", 80));
    }

    [Fact]
    public async Task Delegated_prefixes_belong_to_their_interface()
    {
        await using var rig = await Peered();
        var guest = await rig.GuestAsync("eni-1", "subnet-1", "10.0.1.10", "sg-1");
        var holder = await rig.GuestAsync("eni-3", "subnet-1", "10.0.1.20", "sg-1");
        rig.Topology.Change("eni-3", item => item with { Ipv4Prefixes = [IPNetwork.Parse("10.0.1.64/28")] });
        await rig.ApplyAsync();
        await holder.AddAddressAsync("10.0.1.70");

        Assert.Equal("eni-3 sees 10.0.1.10", await guest.AskAsync("10.0.1.70", 80));
        Assert.Equal("eni-1 sees 10.0.1.70", await holder.AskAsync("10.0.1.10", 80, from: "10.0.1.70"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Ipv6_leaves_by_either_gateway_and_comes_in_by_one(bool isEgressOnly)
    {
        await using var rig = await FabricRig.StartAsync();
        var world = await rig.WorldAsync();
        rig.Topology.Settings(new FabricSettings { Internet = InternetReach.Host })
            .Vpc("vpc-1", "10.0.0.0/16", "2001:db8:1::/56")
            .Subnet("subnet-1", "vpc-1", "10.0.1.0/24", "rtb-1").Group("sg-1", "vpc-1", "tcp/80 ::/0")
            .Routes("rtb-1", "vpc-1", isEgressOnly ? "::/0 eigw-1" : "::/0 igw-1");
        if (isEgressOnly)
            rig.Topology.Put(new() { EgressOnlyInternetGateways = [new("eigw-1", "vpc-1")] });
        else
            rig.Topology.Internet("igw-1", "vpc-1");
        var guest = await rig.GuestAsync("eni-1", "subnet-1", "10.0.1.10", "sg-1");
        rig.Topology.Change("eni-1", item => item with { Ipv6Addresses = [inside6] });
        await rig.ApplyAsync();

        Assert.Equal("world sees 2001:db8:ffff::2", await guest.AskAsync("2001:db8:ffff::1", 80));
        Assert.Equal(isEgressOnly ? "" : "eni-1 sees 2001:db8:ffff::1", isEgressOnly
            ? await world.TryAskAsync(inside6.ToString(), 80)
            : await world.AskAsync(inside6.ToString(), 80));
    }

    /// <summary>Two peered VPCs, a server in the second.</summary>
    private static async Task<FabricRig> Peered()
    {
        var rig = await FabricRig.StartAsync();
        rig.Topology.Vpc("vpc-1", "10.0.0.0/16").Routes("rtb-1", "vpc-1", "172.31.0.0/16 pcx-1")
            .Subnet("subnet-1", "vpc-1", "10.0.1.0/24", "rtb-1").Group("sg-1", "vpc-1", "all 0.0.0.0/0")
            .Vpc("vpc-2", "172.31.0.0/16").Routes("rtb-2", "vpc-2", "10.0.0.0/16 pcx-1")
            .Subnet("subnet-2", "vpc-2", "172.31.1.0/24", "rtb-2").Group("sg-2", "vpc-2", "all 0.0.0.0/0")
            .Peering("pcx-1", "vpc-1", "vpc-2");
        await rig.GuestAsync("eni-2", "subnet-2", "172.31.1.10", "sg-2");
        return rig;
    }
}
