using Virga.Network;
using Virga.Network.Control;
using Virga.Tests.Network.Desired;
using Virga.Wire.Ec2;
using Explanation = Virga.Network.Control.Explanation;

namespace Virga.Tests.Network.Control;

/// <summary>What <c>virga explain</c> says of a network that the API built.</summary>
public sealed class ExplainTests : IDisposable
{
    private readonly NetworkLab lab = new();
    private readonly string vpc;
    private readonly string web;
    private readonly string database;
    private readonly string client;
    private readonly string server;

    public ExplainTests()
    {
        vpc = lab.Vpc("10.0.0.0/16");
        web = lab.Group(vpc);
        database = lab.Group(vpc);
        client = lab.Launch(lab.Subnet(vpc, "10.0.1.0/24"), web);
        server = lab.Launch(lab.Subnet(vpc, "10.0.2.0/24"), database);
    }

    [Fact]
    public void An_open_path_names_every_component_there_and_back()
    {
        var rule = lab.Allow(database, new()
        {
            IpProtocol = "tcp", FromPort = 5432, ToPort = 5432, UserIdGroupPairs = [new() { GroupId = web }],
        });
        var acl = lab.State.Subnets.First(subnet => subnet.VpcId == vpc).NetworkAclId!;
        var table = lab.MainTable(vpc);

        var said = Explain(client, server, "tcp/5432");

        Assert.True(said.IsReachable);
        Assert.Equal(
            [table, acl, acl, web, database, lab.Eni(server), table, acl, acl],
            said.Steps.Select(step => step.Component));
        Assert.Equal(rule, said.Steps[4].Rule);
        Assert.Equal("ingress", said.Steps[4].Direction);
        Assert.Equal([null, 100, 100], said.Steps.Take(3).Select(step => step.AclEntry));
        Assert.Equal("10.0.0.0/16", said.Steps[0].Route);
        Assert.Equal([false, false, false, false, false, false, true, true, true],
            said.Steps.Select(step => step.IsReturn));
    }

    [Fact]
    public void A_closed_path_names_what_stops_it_in_words_and_as_text()
    {
        var said = Explain(client, server, "tcp/5432");

        Assert.False(said.HasArrived);
        Assert.Equal(database, said.StoppedBy?.Component);
        Assert.Equal("SG_HAS_NO_RULES", said.StoppedBy?.Code);
        Assert.StartsWith(
            $"{client} to {server} ({lab.Address(server)}), tcp/5432: not reachable\n", said.ToText(),
            StringComparison.Ordinal);
        Assert.Contains(
            "no ingress rule allows the packet [SG_HAS_NO_RULES]\n", said.ToText(), StringComparison.Ordinal);

        lab.Allow(database, "tcp", 80, 80, "0.0.0.0/0");
        Assert.Equal("ENI_SG_RULES_MISMATCH", Explain(client, server, "tcp/5432").StoppedBy?.Code);
    }

    [Fact]
    public void An_answer_that_is_lost_is_told_from_a_packet_that_is()
    {
        lab.Allow(database, "tcp", 80, 80, "0.0.0.0/0");
        var acl = lab.State.Subnets.First(subnet => subnet.VpcId == vpc).NetworkAclId!;
        lab.Run<CreateNetworkAclEntryResult>("CreateNetworkAclEntry", new CreateNetworkAclEntryRequest
        {
            NetworkAclId = acl, RuleNumber = 10, Egress = true, Protocol = "6", RuleAction = "deny",
            CidrBlock = "10.0.1.0/24", PortRange = new() { From = 1024, To = 65535 },
        });

        var said = Explain(client, server, "tcp/80");

        Assert.True(said.HasArrived);
        Assert.False(said.IsReachable);
        Assert.Equal((acl, true, (int?)10),
            (said.StoppedBy!.Component, said.StoppedBy.IsReturn, said.StoppedBy.AclEntry));
        Assert.Contains("no answer comes back", said.ToText(), StringComparison.Ordinal);
    }

    [Fact]
    public void From_the_internet_the_public_address_is_asked_and_anybody_counts()
    {
        var gateway = lab.Gateway(vpc);
        lab.Route(lab.MainTable(vpc), "0.0.0.0/0", route => route.GatewayId = gateway);
        Assert.Equal("IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS", Explain("internet", server, "tcp/22").StoppedBy?.Code);

        var address = lab.Elastic(lab.Eni(server));
        Assert.Equal("SG_HAS_NO_RULES", Explain("internet", server, "tcp/22").StoppedBy?.Code);

        lab.Allow(database, "tcp", 22, 22, "198.51.100.7/32");
        var said = Explain("internet", server, "tcp/22");
        Assert.True(said.IsReachable);
        Assert.Equal((address, "198.51.100.7"), (said.DestinationAddress, said.SourceAddress));
        Assert.False(Explain("203.0.113.9", server, "tcp/22").IsReachable);
        Assert.True(Explain(gateway, server, "tcp/22").IsReachable);
    }

    [Fact]
    public void Addresses_and_interfaces_are_as_good_as_instances()
    {
        lab.Allow(database, "icmp", -1, -1, "0.0.0.0/0");

        Assert.True(Explain(lab.Address(client), lab.Address(server), "icmp").IsReachable);
        Assert.True(Explain(lab.Eni(client), lab.Eni(server), "icmp").IsReachable);
        Assert.Equal("NO_ROUTE_TO_DESTINATION", Explain(client, "internet", "tcp/443").StoppedBy?.Code);
        Assert.True(Explain(client, "169.254.169.254", "tcp/80").IsReachable);
    }

    [Fact]
    public void A_stopped_instance_is_found_and_said_to_be_stopped()
    {
        lab.Run<StopInstancesResult>("StopInstances", new StopInstancesRequest { InstanceIds = [client] });

        var said = Explain(client, server, "tcp/80");
        Assert.Equal((lab.Eni(client), "UNASSOCIATED_COMPONENT"), (said.StoppedBy?.Component, said.StoppedBy?.Code));
    }

    [Fact]
    public void What_is_not_enforced_is_said_beside_it()
    {
        var said = Explain(client, server, "tcp/80");

        Assert.Equal(
            new[] { client, server }.Select(end => $"{end} is simulated: no packet comes or goes."), said.NotEnforced);
        Assert.Contains($"not enforced: {client} is simulated", said.ToText(), StringComparison.Ordinal);
        Assert.Null(Explain("internet", "198.51.100.7", "tcp/80").NotEnforced);
    }

    [Theory]
    [InlineData("i-0123456789abcdef0", "internet", "tcp/80", "'i-0123456789abcdef0' is no instance")]
    [InlineData("internet", "internet", "tcp", "'tcp' is no traffic")]
    [InlineData("internet", "internet", "icmp/8", "'icmp/8' is no traffic")]
    [InlineData("internet", "internet", "tcp/70000", "'tcp/70000' is no traffic")]
    public void What_cannot_be_understood_is_said(string source, string destination, string traffic, string message)
    {
        var wrong = Assert.Throws<FormatException>(() => Explain(source, destination, traffic));
        Assert.StartsWith(message, wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_address_that_two_vpcs_have_must_be_told_apart()
    {
        var twin = lab.Vpc("10.0.0.0/16");
        var twinGroup = lab.Group(twin);
        var subnet = lab.Subnet(twin, "10.0.1.0/24");
        lab.Run<CreateNetworkInterfaceResult>("CreateNetworkInterface", new CreateNetworkInterfaceRequest
        {
            SubnetId = subnet, PrivateIpAddress = lab.Address(client), Groups = [twinGroup],
        });

        var wrong = Assert.Throws<FormatException>(() => Explain(lab.Address(client), server, "tcp/80"));
        Assert.Contains(lab.Eni(client), wrong.Message, StringComparison.Ordinal);
    }

    public void Dispose() => lab.Dispose();

    private Explanation Explain(string source, string destination, string traffic) =>
        ExplainRoute.Explain(lab.World.Store.World, new FabricSettings(), source, destination, traffic);
}
