using System.Net;
using Virga.Network;
using Virga.Network.Reachability;

namespace Virga.Tests.Network.Reachability;

/// <summary>The walker names the component that lets a packet pass or stops it.</summary>
public sealed class PathWalkerTests
{
    [Fact]
    public void An_open_path_lists_what_it_passed()
    {
        var answer = Walk(Pair(), "eni-1", "10.0.2.10", 80);

        Assert.True(answer.IsReachable);
        Assert.Equal("eni-2", answer.ReachedInterfaceId);
        Assert.Equal(["rtb-1", "sg-1", "sg-2", "eni-2", "rtb-1"], answer.Steps.Select(step => step.ComponentId));
    }

    [Theory]
    [InlineData("10.0.2.10", 81, "sg-2", "no ingress rule")]
    [InlineData("10.0.2.77", 80, "vpc-1", "nothing in the VPC")]
    [InlineData("8.8.8.8", 80, "rtb-1", "no route")]
    public void A_closed_path_names_what_stops_it(string destination, int port, string component, string text)
    {
        var answer = Walk(Pair(), "eni-1", destination, port);

        Assert.False(answer.IsReachable);
        Assert.Equal(component, answer.Stop?.ComponentId);
        Assert.StartsWith(text, answer.Stop?.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void An_acl_is_asked_on_the_way_back_as_well()
    {
        var topology = Pair()
            .Acl("acl-1", ["100 allow all 0.0.0.0/0"], ["100 deny tcp/1024-65535 0.0.0.0/0", "200 allow all 0.0.0.0/0"])
            .Subnet("subnet-2", "vpc-1", "10.0.2.0/24", "rtb-1", "acl-1");

        var answer = Walk(topology, "eni-1", "10.0.2.10", 80);

        Assert.Equal("acl-1", answer.Stop?.ComponentId);
        Assert.Equal("outbound entry 100 denies the packet", answer.Stop?.Text);
        Assert.Equal("eni-2", answer.ReachedInterfaceId);
    }

    [Fact]
    public void The_internet_needs_a_public_address()
    {
        var topology = Pair().Internet("igw-1", "vpc-1").Routes("rtb-1", "vpc-1", "0.0.0.0/0 igw-1");
        Assert.Equal("igw-1", Walk(topology, "eni-1", "8.8.8.8", 443).Stop?.ComponentId);

        topology.Elastic("eip-1", "198.18.0.1", "eni-1");
        Assert.True(Walk(topology, "eni-1", "8.8.8.8", 443).IsReachable);
    }

    [Fact]
    public void From_outside_a_public_address_leads_in()
    {
        var topology = Pair().Internet("igw-1", "vpc-1").Routes("rtb-1", "vpc-1", "0.0.0.0/0 igw-1")
            .Elastic("eip-2", "198.18.0.2", "eni-2");

        Assert.True(Walk(topology, null, "198.18.0.2", 80).IsReachable);
        Assert.Equal("sg-2", Walk(topology, null, "198.18.0.2", 22).Stop?.ComponentId);
        topology.Routes("rtb-1", "vpc-1");
        Assert.Equal("rtb-1", Walk(topology, null, "198.18.0.2", 80).Stop?.ComponentId);
    }

    [Fact]
    public void Peering_needs_the_way_back()
    {
        var topology = Pair().Vpc("vpc-3", "172.31.0.0/16").Routes("rtb-3", "vpc-3")
            .Subnet("subnet-3", "vpc-3", "172.31.1.0/24", "rtb-3").Group("sg-3", "vpc-3", "tcp/80 sg-1")
            .Interface("eni-3", "subnet-3", "172.31.1.10", "sg-3").Attach("eni-3", "c")
            .Peering("pcx-1", "vpc-1", "vpc-3").Routes("rtb-1", "vpc-1", "172.31.0.0/16 pcx-1");
        Assert.Equal("rtb-3", Walk(topology, "eni-1", "172.31.1.10", 80).Stop?.ComponentId);

        topology.Routes("rtb-3", "vpc-3", "10.0.0.0/16 pcx-1");
        Assert.True(Walk(topology, "eni-1", "172.31.1.10", 80).IsReachable);
    }

    [Fact]
    public void Services_of_the_vpc_need_no_rules()
    {
        var topology = Pair().Change("eni-1", item => item with { SecurityGroupIds = [] });

        Assert.True(Walk(topology, "eni-1", "169.254.169.254", 80).IsReachable);
        Assert.True(Walk(topology, "eni-1", "10.0.0.2", 53).IsReachable);
    }

    private static Topology Pair() => new Topology()
        .Vpc("vpc-1", "10.0.0.0/16").Routes("rtb-1", "vpc-1")
        .Subnet("subnet-1", "vpc-1", "10.0.1.0/24", "rtb-1").Subnet("subnet-2", "vpc-1", "10.0.2.0/24", "rtb-1")
        .Group("sg-1", "vpc-1").Group("sg-2", "vpc-1", "tcp/80 0.0.0.0/0")
        .Interface("eni-1", "subnet-1", "10.0.1.10", "sg-1").Attach("eni-1", "a")
        .Interface("eni-2", "subnet-2", "10.0.2.10", "sg-2").Attach("eni-2", "b");

    private static PathAnswer Walk(Topology topology, string? source, string destination, int port) => PathWalker.Walk(
        new FabricIndex(topology.State),
        new PathQuestion
        {
            SourceInterfaceId = source,
            SourceAddress = source is null ? IPAddress.Parse("203.0.113.5") : null,
            Destination = IPAddress.Parse(destination),
            Protocol = IpProtocol.Tcp,
            Port = port,
        });
}
