using Virga.Network;
using Virga.Network.Flows;
using Virga.Network.Reachability;
using Virga.Tests.Network;
using Xunit;

namespace Virga.Conformance.Fabric;

/// <summary>The kernel's counts of what passed and what was refused, at the interface where it was.</summary>
[Collection("fabric")]
public sealed class FlowLogTests
{
    [Fact]
    public async Task Counts_are_those_of_the_packets_at_the_interface_that_let_them_pass_or_not()
    {
        await using var rig = await FabricRig.StartAsync();
        rig.Topology.Vpc("vpc-1", "10.0.0.0/16").Routes("rtb-1", "vpc-1")
            .Acl("acl-1", ["100 deny tcp/8000 0.0.0.0/0", "200 allow all 0.0.0.0/0"], ["100 allow all 0.0.0.0/0"])
            .Subnet("subnet-1", "vpc-1", "10.0.1.0/24", "rtb-1")
            .Subnet("subnet-2", "vpc-1", "10.0.2.0/24", "rtb-1", "acl-1")
            .Group("sg-1", "vpc-1", "tcp/80 0.0.0.0/0", "tcp/8000 0.0.0.0/0", "udp/7 0.0.0.0/0")
            .Put(new() { FlowLogs = [new("fl-1", "vpc-1", FlowLogTraffic.All)] });
        var client = await rig.GuestAsync("eni-1", "subnet-1", "10.0.1.10", "sg-1");
        var server = await rig.GuestAsync("eni-2", "subnet-2", "10.0.2.10", "sg-1");
        await server.EchoAsync(7);
        await rig.ApplyAsync();

        Assert.Equal("eni-2 sees 10.0.1.10", await client.AskAsync("10.0.2.10", 80));
        Assert.Equal("", await client.TryAskAsync("10.0.2.10", 22));
        Assert.Equal("", await client.TryAskAsync("10.0.2.10", 8000));
        Assert.NotNull(await client.QueryAsync("10.0.2.10", 7, new byte[100], milliseconds: 4000));
        var counts = await CountAsync(rig);

        // 100 bytes of data with the headers of IP (20) and UDP (8), once there and once back, at both ends.
        var udp = counts.Where(count => count.Key.Protocol == IpProtocol.Udp).ToList();
        Assert.Equal(4, udp.Count);
        Assert.All(udp, count => Assert.Equal((1, 128), (count.Packets, count.Bytes)));
        Assert.Equal(
            [("eni-1", false, 7), ("eni-1", true, 0), ("eni-2", false, 0), ("eni-2", true, 7)],
            udp.Select(count => (count.Key.InterfaceId, count.Key.IsIngress,
                    count.Key.DestinationPort == 7 ? 7 : 0)).Order());
        // The sender's side lets it go, the receiver's group and its subnet's ACL refuse it.
        Assert.All(new[] { 22, 8000 }, port => Assert.Equal(
            [("eni-1", false, true), ("eni-2", true, false)],
            counts.Where(count => count.Key.DestinationPort == port)
                .Select(count => (count.Key.InterfaceId, count.Key.IsIngress, count.Key.IsAccepted))
                .Distinct().Order()));
        var served = counts.Where(count => count.Key is { InterfaceId: "eni-2", IsAccepted: true, SourcePort: 80 });
        Assert.Equal(19, served.Aggregate(0, (flags, count) => flags | count.TcpFlags) & 19);

        // What is counted is told before the log goes, and with it the counters.
        rig.Counts = new();
        rig.Topology.Remove("fl-1");
        await rig.ApplyAsync();
        var last = await rig.Counts.Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        Assert.Equal(counts.Count, last.Count);
    }

    private static async Task<List<FlowCount>> CountAsync(FabricRig rig)
    {
        rig.Counts = new();
        await rig.Driver.CountAsync();
        return [.. await rig.Counts.Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken)];
    }
}
