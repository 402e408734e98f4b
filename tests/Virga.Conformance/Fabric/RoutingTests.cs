using System.Net;
using System.Net.Sockets;
using System.Text;
using Virga.Network;
using Virga.Tests.Network;
using Xunit;

namespace Virga.Conformance.Fabric;

/// <summary>Route tables, gateways, translations, peering and network ACLs with real packets.</summary>
[Collection("fabric")]
public sealed class RoutingTests
{
    private const string World = "192.0.2.1";

    [Fact]
    public async Task The_internet_needs_a_gateway_a_route_and_a_public_address()
    {
        await using var rig = await Public();
        await rig.WorldAsync();
        var guest = await rig.GuestAsync("eni-1", "subnet-1", "10.0.1.10", "sg-open");
        rig.Topology.Remove("igw-1").Routes("rtb-1", "vpc-1");
        await rig.ApplyAsync();
        Assert.Equal("", await guest.TryAskAsync(World, 80));

        rig.Topology.Internet("igw-1", "vpc-1").Routes("rtb-1", "vpc-1", "0.0.0.0/0 igw-1");
        await rig.ApplyAsync();
        Assert.Equal("", await guest.TryAskAsync(World, 80));

        rig.Topology.Elastic("eip-1", "198.18.0.10", "eni-1");
        await rig.ApplyAsync();
        Assert.Equal("world sees 192.0.2.2", await guest.AskAsync(World, 80));

        rig.Topology.Remove("igw-1");
        await rig.ApplyAsync();
        Assert.Equal("", await guest.TryAskAsync(World, 80));
    }

    [Fact]
    public async Task A_public_address_leads_to_its_instance_and_moves()
    {
        await using var rig = await Public();
        var world = await rig.WorldAsync();
        rig.Topology.Group("sg-world", "vpc-1", "tcp/22 192.0.2.1/32");
        await rig.GuestAsync("eni-1", "subnet-1", "10.0.1.10", "sg-world");
        await rig.GuestAsync("eni-2", "subnet-1", "10.0.1.11", "sg-world");
        rig.Topology.Elastic("eip-1", "198.18.0.10", "eni-1");
        await rig.ApplyAsync();
        Assert.Equal("eni-1 sees 192.0.2.1", await world.AskAsync("198.18.0.10", 22));
        Assert.Equal("", await world.TryAskAsync("198.18.0.10", 80));

        rig.Topology.Elastic("eip-1", "198.18.0.10", "eni-2");
        await rig.ApplyAsync();
        Assert.Equal("eni-2 sees 192.0.2.1", await world.AskAsync("198.18.0.10", 22));
    }

    [Fact]
    public async Task A_public_address_that_moves_takes_no_connection_with_it()
    {
        await using var rig = await Public();
        var world = await rig.WorldAsync();
        var guest = await rig.GuestAsync("eni-1", "subnet-1", "10.0.1.10", "sg-open");
        await rig.GuestAsync("eni-2", "subnet-1", "10.0.1.11", "sg-open");
        rig.Topology.Elastic("eip-1", "198.18.0.10", "eni-1");
        await rig.ApplyAsync();
        using var listener = await guest.SocketAsync(AddressFamily.InterNetwork, SocketType.Stream);
        listener.Bind(new IPEndPoint(IPAddress.Any, 9000));
        listener.Listen();
        using var connection = await world.SocketAsync(AddressFamily.InterNetwork, SocketType.Stream);
        await connection.ConnectAsync(IPAddress.Parse("198.18.0.10"), 9000, TestContext.Current.CancellationToken);
        using var accepted = await listener.AcceptAsync(TestContext.Current.CancellationToken);
        await connection.SendAsync("before"u8.ToArray());
        Assert.Equal("before", await HearAsync(accepted));

        rig.Topology.Elastic("eip-1", "198.18.0.10", "eni-2");
        await rig.ApplyAsync();

        await connection.SendAsync("after"u8.ToArray());
        Assert.Equal("", await HearAsync(accepted));
        Assert.Equal("eni-2 sees 192.0.2.1", await world.AskAsync("198.18.0.10", 80));

        static async Task<string> HearAsync(Socket socket)
        {
            using var limit = new CancellationTokenSource(800);
            var buffer = new byte[16];
            try
            {
                return Encoding.ASCII.GetString(buffer, 0, await socket.ReceiveAsync(buffer, limit.Token));
            }
            catch (OperationCanceledException)
            {
                return "";
            }
        }
    }

    [Fact]
    public async Task Public_addresses_of_two_vpcs_and_of_one_reach_each_other()
    {
        await using var rig = await Public();
        rig.Topology.Vpc("vpc-2", "10.0.0.0/16").Internet("igw-2", "vpc-2").Routes("rtb-2", "vpc-2", "0.0.0.0/0 igw-2")
            .Subnet("subnet-2", "vpc-2", "10.0.1.0/24", "rtb-2").Group("sg-2", "vpc-2", "all 0.0.0.0/0");
        var a = await rig.GuestAsync("eni-a", "subnet-1", "10.0.1.10", "sg-open");
        await rig.GuestAsync("eni-c", "subnet-1", "10.0.1.11", "sg-open");
        await rig.GuestAsync("eni-b", "subnet-2", "10.0.1.10", "sg-2");
        rig.Topology.Elastic("eip-a", "198.18.0.1", "eni-a").Elastic("eip-b", "198.18.0.2", "eni-b")
            .Elastic("eip-c", "198.18.0.3", "eni-c");
        await rig.ApplyAsync();

        Assert.Equal("eni-b sees 198.18.0.1", await a.AskAsync("198.18.0.2", 80));
        Assert.Equal("eni-c sees 198.18.0.1", await a.AskAsync("198.18.0.3", 80));
        Assert.Equal("eni-a sees 198.18.0.1", await a.AskAsync("198.18.0.1", 80));
    }

    [Fact]
    public async Task A_nat_gateway_needs_an_address_and_lets_nothing_in()
    {
        await using var rig = await Public();
        var world = await rig.WorldAsync();
        rig.Topology.Routes("rtb-p", "vpc-1", "0.0.0.0/0 nat-1").Subnet("subnet-p", "vpc-1", "10.0.2.0/24", "rtb-p")
            .Interface("eni-nat", "subnet-1", "10.0.1.200").Nat("nat-1", "eni-nat");
        var guest = await rig.GuestAsync("eni-1", "subnet-p", "10.0.2.10", "sg-open");
        await rig.ApplyAsync();
        Assert.Equal("", await guest.TryAskAsync(World, 80));

        rig.Topology.Elastic("eip-nat", "198.18.0.20", "eni-nat");
        await rig.ApplyAsync();
        Assert.Equal("world sees 192.0.2.2", await guest.AskAsync(World, 80));
        Assert.Equal("", await world.TryAskAsync("198.18.0.20", 80));
    }

    [Fact]
    public async Task A_private_nat_gateway_gives_its_own_address()
    {
        await using var rig = await Public();
        rig.Topology.Vpc("vpc-2", "172.31.0.0/16").Routes("rtb-2", "vpc-2", "10.0.1.0/24 pcx-1")
            .Subnet("subnet-2", "vpc-2", "172.31.1.0/24", "rtb-2").Group("sg-2", "vpc-2", "all 0.0.0.0/0")
            .Peering("pcx-1", "vpc-1", "vpc-2")
            .Routes("rtb-1", "vpc-1", "172.31.0.0/16 pcx-1")
            .Routes("rtb-p", "vpc-1", "172.31.0.0/16 nat-1").Subnet("subnet-p", "vpc-1", "10.0.2.0/24", "rtb-p")
            .Interface("eni-nat", "subnet-1", "10.0.1.200").Nat("nat-1", "eni-nat");
        var guest = await rig.GuestAsync("eni-1", "subnet-p", "10.0.2.10", "sg-open");
        await rig.GuestAsync("eni-2", "subnet-2", "172.31.1.10", "sg-2");
        await rig.ApplyAsync();

        Assert.Equal("eni-2 sees 10.0.1.200", await guest.AskAsync("172.31.1.10", 80));
    }

    [Fact]
    public async Task Peering_needs_routes_on_both_sides_and_carries_group_references()
    {
        await using var rig = await Public();
        rig.Topology.Vpc("vpc-2", "172.31.0.0/16").Routes("rtb-2", "vpc-2")
            .Subnet("subnet-2", "vpc-2", "172.31.1.0/24", "rtb-2").Group("sg-2", "vpc-2", "tcp/80 sg-open")
            .Peering("pcx-1", "vpc-1", "vpc-2").Routes("rtb-1", "vpc-1", "172.31.0.0/16 pcx-1");
        var guest = await rig.GuestAsync("eni-1", "subnet-1", "10.0.1.10", "sg-open");
        await rig.GuestAsync("eni-2", "subnet-2", "172.31.1.10", "sg-2");
        await rig.ApplyAsync();
        Assert.Equal("", await guest.TryAskAsync("172.31.1.10", 80));

        rig.Topology.Routes("rtb-2", "vpc-2", "10.0.0.0/16 pcx-1");
        await rig.ApplyAsync();
        Assert.Equal("eni-2 sees 10.0.1.10", await guest.AskAsync("172.31.1.10", 80));

        rig.Topology.Change("eni-1", item => item with { SecurityGroupIds = ["sg-other"] }).Group("sg-other", "vpc-1");
        await rig.ApplyAsync();
        Assert.Equal("", await guest.TryAskAsync("172.31.1.10", 80));
    }

    [Fact]
    public async Task A_transit_gateway_joins_as_its_route_tables_say()
    {
        await using var rig = await Public();
        rig.Topology.Vpc("vpc-2", "172.31.0.0/16").Routes("rtb-2", "vpc-2", "10.0.0.0/16 tgw-1")
            .Subnet("subnet-2", "vpc-2", "172.31.1.0/24", "rtb-2").Group("sg-2", "vpc-2", "all 10.0.0.0/8")
            .Routes("rtb-1", "vpc-1", "172.31.0.0/16 tgw-1");
        var guest = await rig.GuestAsync("eni-1", "subnet-1", "10.0.1.10", "sg-open");
        await rig.GuestAsync("eni-2", "subnet-2", "172.31.1.10", "sg-2");
        rig.Topology.Put(new() { TransitGateways = [Transit("tgw-attach-1")] });
        await rig.ApplyAsync();
        Assert.Equal("eni-2 sees 10.0.1.10", await guest.AskAsync("172.31.1.10", 80));

        rig.Topology.Put(new() { TransitGateways = [Transit("")] });
        await rig.ApplyAsync();
        Assert.Equal("", await guest.TryAskAsync("172.31.1.10", 80));

        static FabricTransitGateway Transit(string backTo) => new()
        {
            Id = "tgw-1",
            Index = 1,
            Attachments = [new("tgw-attach-1", 1, "vpc-1", "tgw-rtb-1"), new("tgw-attach-2", 2, "vpc-2", "tgw-rtb-1")],
            RouteTables =
            [
                new("tgw-rtb-1", 1,
                [
                    new(IPNetwork.Parse("172.31.0.0/16"), "tgw-attach-2"), new(IPNetwork.Parse("10.0.0.0/16"), backTo),
                ]),
            ],
        };
    }

    [Fact]
    public async Task A_network_acl_forgets_and_so_needs_the_way_back()
    {
        await using var rig = await Public();
        rig.Topology.Acl(
            "acl-1", ["100 deny tcp/80 10.0.1.0/24", "200 allow all 0.0.0.0/0"], ["100 allow all 0.0.0.0/0"])
            .Routes("rtb-2", "vpc-1").Subnet("subnet-2", "vpc-1", "10.0.2.0/24", "rtb-2", "acl-1");
        var guest = await rig.GuestAsync("eni-1", "subnet-1", "10.0.1.10", "sg-open");
        var other = await rig.GuestAsync("eni-2", "subnet-2", "10.0.2.10", "sg-open");
        await rig.GuestAsync("eni-3", "subnet-2", "10.0.2.11", "sg-open");
        await rig.ApplyAsync();
        Assert.Equal("", await guest.TryAskAsync("10.0.2.10", 80));
        Assert.Equal("eni-2 sees 10.0.1.10", await guest.AskAsync("10.0.2.10", 8000));

        rig.Topology.Acl(
            "acl-1", ["100 allow all 0.0.0.0/0"], ["100 deny tcp/1024-65535 0.0.0.0/0", "200 allow all 0.0.0.0/0"]);
        await rig.ApplyAsync();
        Assert.Equal("", await guest.TryAskAsync("10.0.2.10", 80));
        Assert.Equal("eni-3 sees 10.0.2.10", await other.AskAsync("10.0.2.11", 80));
    }

    [Fact]
    public async Task A_route_goes_to_an_interface_only_if_it_forwards()
    {
        await using var rig = await Public();
        await rig.WorldAsync();
        rig.Topology.Routes("rtb-p", "vpc-1", "0.0.0.0/0 eni-nat").Subnet("subnet-p", "vpc-1", "10.0.2.0/24", "rtb-p");
        var guest = await rig.GuestAsync("eni-1", "subnet-p", "10.0.2.10", "sg-open");
        var appliance = await rig.GuestAsync("eni-nat", "subnet-1", "10.0.1.30", "sg-open");
        rig.Topology.Elastic("eip-nat", "198.18.0.30", "eni-nat");
        await rig.ApplyAsync();
        await rig.MakeNatInstanceAsync(appliance);
        Assert.Equal("", await guest.TryAskAsync(World, 80));

        rig.Topology.Change("eni-nat", item => item with { HasSourceDestCheck = false });
        await rig.ApplyAsync();
        Assert.Equal("world sees 192.0.2.2", await guest.AskAsync(World, 80));
    }

    [Fact]
    public async Task A_second_interface_comes_and_goes_while_the_guest_runs()
    {
        await using var rig = await Public();
        rig.Topology.Subnet("subnet-2", "vpc-1", "10.0.2.0/24", "rtb-1");
        var guest = await rig.GuestAsync("eni-1", "subnet-1", "10.0.1.10", "sg-open");
        var peer = await rig.GuestAsync("eni-2", "subnet-1", "10.0.1.11", "sg-open");
        await rig.ApplyAsync();
        rig.Topology.Interface("eni-3", "subnet-2", "10.0.2.20", "sg-open").Attach("eni-3", guest.Path, "eth1", 1);
        await rig.ApplyAsync();
        Assert.Equal("eni-1 sees 10.0.1.11", await peer.AskAsync("10.0.2.20", 80));

        rig.Topology.Change("eni-3", item => item with { Attachment = null });
        await rig.ApplyAsync();
        Assert.Equal("", await peer.TryAskAsync("10.0.2.20", 80));
        Assert.Equal("eni-1 sees 10.0.1.11", await peer.AskAsync("10.0.1.10", 80));
    }

    [Fact]
    public async Task Secondary_addresses_answer_while_they_are_assigned()
    {
        await using var rig = await Public();
        await rig.GuestAsync("eni-1", "subnet-1", "10.0.1.10", "sg-open");
        var peer = await rig.GuestAsync("eni-2", "subnet-1", "10.0.1.11", "sg-open");
        await rig.ApplyAsync();
        Assert.Equal("", await peer.TryAskAsync("10.0.1.50", 80));

        rig.Topology.Change(
            "eni-1", item => item with { Ipv4Addresses = [item.Ipv4Addresses[0], IPAddress.Parse("10.0.1.50")] });
        await rig.ApplyAsync();
        Assert.Equal("eni-1 sees 10.0.1.11", await peer.AskAsync("10.0.1.50", 80));

        rig.Topology.Change("eni-1", item => item with { Ipv4Addresses = [item.Ipv4Addresses[0]] });
        await rig.ApplyAsync();
        Assert.Equal("", await peer.TryAskAsync("10.0.1.50", 80));
    }

    [Fact]
    public async Task Ipv6_passes_the_same_gates()
    {
        await using var rig = await FabricRig.StartAsync();
        rig.Topology.Vpc("vpc-1", "10.0.0.0/16", "2001:db8:1::/56").Routes("rtb-1", "vpc-1")
            .Subnet("subnet-1", "vpc-1", "10.0.1.0/24", "rtb-1").Group("sg-1", "vpc-1", "tcp/80 ::/0");
        var guest = await rig.GuestAsync("eni-1", "subnet-1", "10.0.1.10", "sg-1");
        await rig.GuestAsync("eni-2", "subnet-1", "10.0.1.11", "sg-1");
        rig.Topology.Change("eni-1", item => item with { Ipv6Addresses = [IPAddress.Parse("2001:db8:1::10")] })
            .Change("eni-2", item => item with { Ipv6Addresses = [IPAddress.Parse("2001:db8:1::11")] });
        await rig.ApplyAsync();

        Assert.Equal("eni-2 sees 2001:db8:1::10", await guest.AskAsync("2001:db8:1::11", 80));
        Assert.Equal("", await guest.TryAskAsync("2001:db8:1::11", 8000));
        Assert.Equal("", await guest.TryAskAsync("10.0.1.11", 80));
    }

    /// <summary>One VPC with an internet gateway, a public subnet, and a group that lets everything through.</summary>
    private static async Task<FabricRig> Public()
    {
        var rig = await FabricRig.StartAsync();
        rig.Topology.Settings(new FabricSettings { Internet = InternetReach.Host })
            .Vpc("vpc-1", "10.0.0.0/16").Internet("igw-1", "vpc-1").Routes("rtb-1", "vpc-1", "0.0.0.0/0 igw-1")
            .Subnet("subnet-1", "vpc-1", "10.0.1.0/24", "rtb-1").Group("sg-open", "vpc-1", "all 0.0.0.0/0");
        return rig;
    }
}
