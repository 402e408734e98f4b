using System.Net;
using System.Net.Sockets;
using System.Text;
using Virga.Fabric.Netlink;
using Virga.Fabric.Plan;
using Virga.Tests.Network;
using Xunit;

namespace Virga.Conformance.Fabric;

/// <summary>Isolation and security groups with real packets.</summary>
[Collection("fabric")]
public sealed class GroupTests
{
    [Fact]
    public async Task Two_vpcs_with_the_same_block_do_not_meet()
    {
        await using var rig = await FabricRig.StartAsync();
        foreach (var vpc in new[] { "1", "2" })
        {
            rig.Topology.Vpc($"vpc-{vpc}", "10.0.0.0/16").Routes($"rtb-{vpc}", $"vpc-{vpc}")
                .Subnet($"subnet-{vpc}a", $"vpc-{vpc}", "10.0.1.0/24", $"rtb-{vpc}")
                .Subnet($"subnet-{vpc}b", $"vpc-{vpc}", "10.0.2.0/24", $"rtb-{vpc}")
                .Group($"sg-{vpc}", $"vpc-{vpc}", "tcp/80 0.0.0.0/0");
        }

        var a1 = await rig.GuestAsync("eni-a1", "subnet-1a", "10.0.1.10", "sg-1");
        await rig.GuestAsync("eni-a2", "subnet-1b", "10.0.2.10", "sg-1");
        var b1 = await rig.GuestAsync("eni-b1", "subnet-2a", "10.0.1.10", "sg-2");
        await rig.GuestAsync("eni-b2", "subnet-2b", "10.0.2.10", "sg-2");
        await rig.ApplyAsync();

        Assert.Equal("eni-a2 sees 10.0.1.10", await a1.AskAsync("10.0.2.10", 80));
        Assert.Equal("eni-b2 sees 10.0.1.10", await b1.AskAsync("10.0.2.10", 80));
        Assert.Equal("", await a1.TryAskAsync("10.0.2.10", 8000));
    }

    [Fact]
    public async Task An_interface_without_groups_receives_and_sends_nothing()
    {
        await using var rig = await Single();
        var open = await rig.GuestAsync("eni-1", "subnet-1", "10.0.1.10", "sg-open");
        var closed = await rig.GuestAsync("eni-2", "subnet-1", "10.0.1.11");
        await rig.ApplyAsync();

        Assert.Equal("", await open.TryAskAsync("10.0.1.11", 80));
        Assert.Equal("", await closed.TryAskAsync("10.0.1.10", 80));
        Assert.Equal("", await open.TryAskAsync("10.0.1.77", 80));
    }

    [Fact]
    public async Task A_rule_that_names_a_group_follows_its_members()
    {
        await using var rig = await Single();
        rig.Topology.Group("sg-web", "vpc-1").Group("sg-db", "vpc-1", "tcp/8000 sg-web");
        var web = await rig.GuestAsync("eni-web", "subnet-1", "10.0.1.10", "sg-web");
        await rig.GuestAsync("eni-db", "subnet-2", "10.0.2.10", "sg-db");
        await rig.ApplyAsync();
        Assert.Equal("eni-db sees 10.0.1.10", await web.AskAsync("10.0.2.10", 8000));

        rig.Topology.Change("eni-web", item => item with { SecurityGroupIds = ["sg-open"] });
        await rig.ApplyAsync();
        Assert.Equal("", await web.TryAskAsync("10.0.2.10", 8000));

        rig.Topology.Change("eni-web", item => item with { SecurityGroupIds = ["sg-open", "sg-web"] });
        await rig.ApplyAsync();
        Assert.Equal("eni-db sees 10.0.1.10", await web.AskAsync("10.0.2.10", 8000));
    }

    [Fact]
    public async Task Revoking_a_rule_stops_new_connections_at_once_and_leaves_tracked_ones()
    {
        await using var rig = await Single();
        rig.Topology.Group("sg-a", "vpc-1", "tcp/9000 0.0.0.0/0");
        var client = await rig.GuestAsync("eni-1", "subnet-1", "10.0.1.10", "sg-open");
        var server = await rig.GuestAsync("eni-2", "subnet-2", "10.0.2.10", "sg-a");
        using var listener = await server.SocketAsync(AddressFamily.InterNetwork, SocketType.Stream);
        listener.Bind(new IPEndPoint(IPAddress.Any, 9000));
        listener.Listen();
        await rig.ApplyAsync();
        using var connection = await client.SocketAsync(AddressFamily.InterNetwork, SocketType.Stream);
        await connection.ConnectAsync(IPAddress.Parse("10.0.2.10"), 9000, TestContext.Current.CancellationToken);
        using var accepted = await listener.AcceptAsync(TestContext.Current.CancellationToken);

        rig.Topology.Group("sg-a", "vpc-1");
        await rig.ApplyAsync();

        Assert.Equal("", await client.TryAskAsync("10.0.2.10", 9000));
        await connection.SendAsync("still here"u8.ToArray());
        var buffer = new byte[16];
        var count = await accepted.ReceiveAsync(buffer).WaitAsync(
            TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        Assert.Equal("still here", Encoding.ASCII.GetString(buffer, 0, count));
    }

    [Fact]
    public async Task Egress_is_a_gate_of_its_own()
    {
        await using var rig = await Single();
        rig.Topology.Put(new()
        {
            SecurityGroups =
            [
                new() { Id = "sg-out", VpcId = "vpc-1", Egress = [Topology.Rule("tcp/80 10.0.2.0/24")] },
            ],
        });
        var client = await rig.GuestAsync("eni-1", "subnet-1", "10.0.1.10", "sg-out");
        await rig.GuestAsync("eni-2", "subnet-2", "10.0.2.10", "sg-open");
        await rig.ApplyAsync();

        Assert.Equal("eni-2 sees 10.0.1.10", await client.AskAsync("10.0.2.10", 80));
        Assert.Equal("", await client.TryAskAsync("10.0.2.10", 8000));
    }

    [Fact]
    public async Task A_guest_that_lies_about_its_address_is_not_heard()
    {
        await using var rig = await Single();
        var liar = await rig.GuestAsync("eni-1", "subnet-1", "10.0.1.10", "sg-open");
        await rig.GuestAsync("eni-2", "subnet-2", "10.0.2.10", "sg-open");
        await rig.ApplyAsync();
        using (var routes = await liar.RoutesAsync())
        {
            var index = routes.FindIndex("eth0");
            var foreign = new AddressSpec("eth0", IPAddress.Parse("10.0.1.99"), 32);
            routes.Request(RouteCommands.Address(RouteConstants.NewAddress, index, foreign), "foreign address");
        }

        Assert.Equal("", await liar.TryAskAsync("10.0.2.10", 80, from: "10.0.1.99"));
        Assert.Equal("eni-2 sees 10.0.1.10", await liar.AskAsync("10.0.2.10", 80, from: "10.0.1.10"));
    }

    [Fact]
    public async Task A_rule_that_cannot_be_loaded_is_reported_and_leaves_its_vpc_closed_and_others_open()
    {
        await using var rig = await Single();
        rig.Topology.Vpc("vpc-2", "10.0.0.0/16").Routes("rtb-2", "vpc-2")
            .Subnet("subnet-9", "vpc-2", "10.0.1.0/24", "rtb-2").Group("sg-bad", "vpc-2", "tcp/99999 0.0.0.0/0");
        var good = await rig.GuestAsync("eni-1", "subnet-1", "10.0.1.10", "sg-open");
        await rig.GuestAsync("eni-2", "subnet-1", "10.0.1.11", "sg-open");
        var bad = await rig.GuestAsync("eni-3", "subnet-9", "10.0.1.10", "sg-bad");
        await rig.GuestAsync("eni-4", "subnet-9", "10.0.1.11", "sg-bad");

        var faults = await rig.Driver.ApplyAsync(rig.Topology.State, TestContext.Current.CancellationToken);

        var fault = Assert.Single(faults);
        Assert.Equal("vpc-2", fault.Id);
        Assert.Contains("out of range", fault.Text, StringComparison.Ordinal);
        Assert.Equal("eni-2 sees 10.0.1.10", await good.AskAsync("10.0.1.11", 80));
        Assert.Equal("", await bad.TryAskAsync("10.0.1.11", 80));

        rig.Topology.Group("sg-bad", "vpc-2", "tcp/80 0.0.0.0/0");
        await rig.ApplyAsync();
        Assert.Equal("eni-4 sees 10.0.1.10", await bad.AskAsync("10.0.1.11", 80));
    }

    private static async Task<FabricRig> Single()
    {
        var rig = await FabricRig.StartAsync();
        rig.Topology.Vpc("vpc-1", "10.0.0.0/16").Routes("rtb-1", "vpc-1")
            .Subnet("subnet-1", "vpc-1", "10.0.1.0/24", "rtb-1")
            .Subnet("subnet-2", "vpc-1", "10.0.2.0/24", "rtb-1")
            .Group("sg-open", "vpc-1", "all 0.0.0.0/0");
        return rig;
    }
}
