using System.Net;
using Virga.Network;
using Virga.Tests.Network;
using Xunit;

namespace Virga.Conformance.Fabric;

/// <summary>What else decides at an internet gateway: block public access, and its own route table.</summary>
[Collection("fabric")]
public sealed class GatewayRuleTests
{
    private const string World = "192.0.2.1";

    [Fact]
    public async Task Block_public_access_shuts_gateways_by_subnet_and_leaves_the_rest()
    {
        await using var rig = await FabricRig.StartAsync();
        var world = await rig.WorldAsync();
        rig.Topology.Settings(new FabricSettings { Internet = InternetReach.Host })
            .Vpc("vpc-1", "10.0.0.0/16").Internet("igw-1", "vpc-1").Group("sg-1", "vpc-1", "all 0.0.0.0/0")
            .Routes("rtb-1", "vpc-1", "0.0.0.0/0 igw-1").Routes("rtb-p", "vpc-1", "0.0.0.0/0 nat-1")
            .Subnet("subnet-1", "vpc-1", "10.0.1.0/24", "rtb-1").Subnet("subnet-2", "vpc-1", "10.0.2.0/24", "rtb-1")
            .Subnet("subnet-p", "vpc-1", "10.0.3.0/24", "rtb-p")
            .Interface("eni-nat", "subnet-1", "10.0.1.200").Nat("nat-1", "eni-nat")
            .Elastic("eip-nat", "198.18.0.9", "eni-nat");
        var one = await rig.GuestAsync("eni-1", "subnet-1", "10.0.1.10", "sg-1");
        var two = await rig.GuestAsync("eni-2", "subnet-2", "10.0.2.10", "sg-1");
        var hidden = await rig.GuestAsync("eni-p", "subnet-p", "10.0.3.10", "sg-1");
        rig.Topology.Elastic("eip-1", "198.18.0.10", "eni-1").Elastic("eip-2", "198.18.0.20", "eni-2");

        await BlockAsync(InternetBlock.None);
        Assert.Equal("eni-1 sees 192.0.2.1", await world.AskAsync("198.18.0.10", 80));
        Assert.Equal("world sees 192.0.2.2", await one.AskAsync(World, 80));
        Assert.Equal("world sees 192.0.2.2", await hidden.AskAsync(World, 80));

        await BlockAsync(InternetBlock.Ingress);
        Assert.Equal("", await world.TryAskAsync("198.18.0.10", 80));
        Assert.Equal("", await one.TryAskAsync(World, 80));
        Assert.Equal("world sees 192.0.2.2", await hidden.AskAsync(World, 80));

        await BlockAsync(InternetBlock.Bidirectional);
        Assert.Equal("", await world.TryAskAsync("198.18.0.10", 80));
        Assert.Equal("", await one.TryAskAsync(World, 80));
        Assert.Equal("", await hidden.TryAskAsync(World, 80));
        Assert.Equal("world sees 192.0.2.2", await two.AskAsync(World, 80));
        Assert.Equal("eni-2 sees 192.0.2.1", await world.AskAsync("198.18.0.20", 80));
        Assert.Equal("eni-2 sees 10.0.1.10", await one.AskAsync("10.0.2.10", 80));

        Task BlockAsync(InternetBlock mode)
        {
            var subnet = rig.Topology.State.Subnets.First(item => item.Id == "subnet-1");
            rig.Topology.Put(new() { Subnets = [subnet with { InternetBlock = mode }] });
            return rig.ApplyAsync();
        }
    }

    [Fact]
    public async Task What_enters_by_a_gateway_with_a_table_of_its_own_goes_through_the_middlebox()
    {
        await using var rig = await FabricRig.StartAsync();
        var world = await rig.WorldAsync();
        rig.Topology.Settings(new FabricSettings { Internet = InternetReach.Host })
            .Vpc("vpc-1", "10.0.0.0/16").Internet("igw-1", "vpc-1").Group("sg-1", "vpc-1", "all 0.0.0.0/0")
            .Routes("rtb-1", "vpc-1", "0.0.0.0/0 igw-1").Routes("rtb-2", "vpc-1", "0.0.0.0/0 eni-box")
            .Routes("rtb-gate", "vpc-1", "10.0.2.0/24 eni-box")
            .Subnet("subnet-1", "vpc-1", "10.0.1.0/24", "rtb-1").Subnet("subnet-2", "vpc-1", "10.0.2.0/24", "rtb-2");
        await rig.GuestAsync("eni-1", "subnet-2", "10.0.2.10", "sg-1");
        var box = await rig.GuestAsync("eni-box", "subnet-1", "10.0.1.99", "sg-1");
        rig.Topology.Change("eni-box", item => item with { HasSourceDestCheck = false })
            .Elastic("eip-1", "198.18.0.10", "eni-1")
            .Put(new() { InternetGateways = [new("igw-1", "vpc-1") { RouteTableId = "rtb-gate" }] });
        await rig.ApplyAsync();
        await rig.MakeNatInstanceAsync(box);
        Assert.Equal("eni-1 sees 10.0.1.99", await world.AskAsync("198.18.0.10", 80));

        rig.Topology.Internet("igw-1", "vpc-1").Routes("rtb-2", "vpc-1", "0.0.0.0/0 igw-1");
        await rig.ApplyAsync();
        Assert.Equal("eni-1 sees 192.0.2.1", await world.AskAsync("198.18.0.10", 80));
    }
}
