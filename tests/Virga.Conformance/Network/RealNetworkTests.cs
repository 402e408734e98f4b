using System.Net.Sockets;
using System.Text.Json;
using Virga.Conformance.Metadata;
using Xunit;

namespace Virga.Conformance.Network;

/// <summary>
/// What the API says about a network is what packets find: by the real server, its fabric and real containers. The
/// tests share a server and, where they can, a VPC.
/// </summary>
public sealed class RealNetworkTests(RealNetwork network) : IClassFixture<RealNetwork>
{
    private Ec2Api Api => network.Api;

    [Fact]
    public async Task A_group_lets_in_the_members_of_another_until_that_is_revoked()
    {
        network.Need();
        var (vpc, subnet, _) = await network.VpcAsync("10.10.0.0/16", "10.10.1.0/24");
        var (web, database) = (await network.GroupAsync(vpc, "web"), await network.GroupAsync(vpc, "database"));
        await Api.RuleAsync("AuthorizeSecurityGroupIngress", database, "tcp", 80, web);
        var a = await network.LaunchAsync(subnet, web);
        var b = await network.LaunchAsync(subnet, database, address: "10.10.1.77");
        Assert.Equal("10.10.1.77", b.Address);

        await a.ReachesAsync($"{b.Id} sees {a.Address}", b.Address);
        Assert.Equal("", await a.AskAsync(b.Address, 8080));
        Assert.Equal("", await b.AskAsync(a.Address));

        await Api.RuleAsync("AuthorizeSecurityGroupIngress", database, "tcp", 8080, a.Address + "/32");
        await a.ReachesAsync($"{b.Id} sees {a.Address}", b.Address, 8080);
        await IsExplainedAsync(a, b, isReachable: true, web);
        await Api.RuleAsync("RevokeSecurityGroupIngress", database, "tcp", 80, web);
        await a.ReachesAsync("", b.Address);
        await IsExplainedAsync(a, b, isReachable: false, database);
    }

    /// <summary>
    /// The command and the analyzer say of port 80 what packets find, and name the group that decides.
    /// </summary>
    private async Task IsExplainedAsync(Guest from, Guest to, bool isReachable, string group)
    {
        var said = await Api.ControlAsync(HttpMethod.Get,
            $"/_virga/ec2/explain?source={from.Id}&destination={to.Id}&traffic=tcp/80&format=text");
        Assert.Contains(isReachable ? ": reachable" : ": not reachable", said, StringComparison.Ordinal);
        Assert.Contains(group, said, StringComparison.Ordinal);
        var token = ("ClientToken", $"{Guid.NewGuid()}");
        var path = await Api.OneAsync("networkInsightsPathId", "CreateNetworkInsightsPath", ("Source", from.Id),
            ("Destination", to.Id), ("Protocol", "tcp"), ("DestinationPort", "80"), token);
        var analysis = await Api.OneAsync("networkInsightsAnalysisId", "StartNetworkInsightsAnalysis",
            ("NetworkInsightsPathId", path), token);
        var found = "";
        await RealNetwork.EventuallyAsync(async () => (found = await Api.OneAsync("networkPathFound",
            "DescribeNetworkInsightsAnalyses", ("NetworkInsightsAnalysisId.1", analysis))).Length > 0);
        Assert.Equal(isReachable ? "true" : "false", found);
    }

    [Fact]
    public async Task A_guest_finds_metadata_names_and_the_emulators_own_API()
    {
        network.Need();
        var (vpc, subnet, _) = await network.VpcAsync("10.11.0.0/16", "10.11.1.0/24");
        var group = await network.OpenGroupAsync(vpc);
        var a = await network.LaunchAsync(subnet, group);
        var b = await network.LaunchAsync(subnet, group);

        var said = await a.PythonAsync($$"""
            import socket, urllib.request as u
            base = 'http://169.254.169.254/latest/'
            put = u.Request(base + 'api/token', method='PUT', headers={'X-aws-ec2-metadata-token-ttl-seconds': '60'})
            token = u.urlopen(put, timeout=5).read().decode()
            get = u.Request(base + 'meta-data/instance-id', headers={'X-aws-ec2-metadata-token': token})
            print(u.urlopen(get, timeout=5).read().decode())
            print(socket.gethostbyname('ip-{{b.Address.Replace('.', '-')}}.ec2.internal'))
            print(socket.gethostbyname('ip-{{b.Address.Replace('.', '-')}}'))
            print(u.urlopen('http://169.254.169.249:4566/_virga/health', timeout=5).status)
            print(u.urlopen('http://virga.internal:4566/_virga/health', timeout=5).status)
            print(socket.gethostname())
            """);

        var name = $"ip-{a.Address.Replace('.', '-')}.ec2.internal";
        Assert.Equal($"{a.Id}\n{b.Address}\n{b.Address}\n200\n200\n{name}\n", said);
    }

    [Fact]
    public async Task Two_VPCs_of_the_same_addresses_do_not_meet()
    {
        network.Need();
        List<Guest> asking = [], asked = [];
        for (var i = 0; i < 2; i++)
        {
            var (vpc, subnet, _) = await network.VpcAsync("10.12.0.0/16", "10.12.1.0/24");
            var group = await network.OpenGroupAsync(vpc);
            asking.Add(await network.LaunchAsync(subnet, group, address: "10.12.1.10"));
            asked.Add(await network.LaunchAsync(subnet, group, address: "10.12.1.11"));
        }

        for (var i = 0; i < 2; i++)
        {
            await asking[i].ReachesAsync($"{asked[i].Id} sees 10.12.1.10", "10.12.1.11");
            Assert.Equal(asking[i].Id, (await asking[i].PythonAsync("""
                import urllib.request as u
                print(u.urlopen('http://169.254.169.254/latest/meta-data/instance-id', timeout=5).read().decode())
                """)).Trim());
        }
    }

    [Fact]
    public async Task Interfaces_and_addresses_come_to_a_running_instance_and_go()
    {
        network.Need();
        var (vpc, subnet, _) = await network.VpcAsync("10.13.0.0/16", "10.13.1.0/24");
        var other = await network.SubnetAsync(vpc, "10.13.2.0/24");
        var group = await network.OpenGroupAsync(vpc);
        var a = await network.LaunchAsync(subnet, group);
        // A type that has three interfaces.
        var b = await network.LaunchAsync(subnet, group, type: "t3.medium");
        var second = await AttachAsync(b, other, group, 1);
        var third = await AttachAsync(b, other, group, 2);
        foreach (var one in new[] { second, third })
            await a.ReachesAsync($"{b.Id} sees {a.Address}", one.Address);
        Assert.Contains(third.Address, await b.RunAsync("ip", "address", "show", "eth2"), StringComparison.Ordinal);

        (string, string)[] more = [("NetworkInterfaceId", second.Id), ("PrivateIpAddress.1", "10.13.2.200")];
        Assert.Equal("", await a.AskAsync("10.13.2.200"));
        await Api.CallAsync("AssignPrivateIpAddresses", more);
        await a.ReachesAsync($"{b.Id} sees {a.Address}", "10.13.2.200");
        await Api.CallAsync("UnassignPrivateIpAddresses", more);
        await a.ReachesAsync("", "10.13.2.200");

        await Api.CallAsync("DetachNetworkInterface", ("AttachmentId", second.Attachment));
        await a.ReachesAsync("", second.Address);
        Assert.Contains("does not exist", await b.RunAsync("ip", "link", "show", "eth1"), StringComparison.Ordinal);
        Assert.Equal($"{b.Id} sees {a.Address}", await a.AskAsync(third.Address));
        Assert.Equal($"{b.Id} sees {a.Address}", await a.AskAsync(b.Address));
    }

    private async Task<(string Id, string Address, string Attachment)> AttachAsync(
        Guest guest, string subnet, string group, int device)
    {
        var id = await Api.OneAsync(
            "networkInterfaceId", "CreateNetworkInterface", ("SubnetId", subnet), ("SecurityGroupId.1", group));
        var attachment = await Api.OneAsync(
            "attachmentId", "AttachNetworkInterface",
            ("NetworkInterfaceId", id), ("InstanceId", guest.Id), ("DeviceIndex", $"{device}"));
        return (id, await Api.OneAsync(
            "privateIpAddress", "DescribeNetworkInterfaces", ("NetworkInterfaceId.1", id)), attachment);
    }

    [Fact]
    public async Task A_guest_without_any_gateway_or_rule_has_metadata_names_time_and_the_API_and_nothing_else()
    {
        network.Need();
        var vpc = await Api.OneAsync("vpcId", "CreateVpc", ("CidrBlock", "10.22.0.0/16"));
        var subnet = await network.SubnetAsync(vpc, "10.22.1.0/24");
        var group = await network.GroupAsync(vpc, "nothing");
        await Api.CallAsync("RevokeSecurityGroupEgress", ("GroupId", group), ("IpPermissions.1.IpProtocol", "-1"),
            ("IpPermissions.1.IpRanges.1.CidrIp", "0.0.0.0/0"));
        var a = await network.LaunchAsync(subnet, group);

        var said = await a.PythonAsync($$"""
            import socket, urllib.request as u
            get = lambda url: u.urlopen(url, timeout=5).read().decode()
            print(get('http://169.254.169.254/latest/meta-data/instance-id'))
            print(socket.gethostbyname('ip-{{a.Address.Replace('.', '-')}}.ec2.internal'))
            s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); s.settimeout(5)
            s.sendto(b'\x23' + bytes(47), ('169.254.169.123', 123)); print(len(s.recv(100)))
            print('fabric' in get('http://virga.internal:4566/_virga/health'))
            for host in ('172.17.0.1', '198.51.100.1', '10.22.1.1'):
                try: socket.create_connection((host, 4566), 1); print('connected to', host)
                except OSError: pass
            """);
        Assert.Equal($"{a.Id}\n{a.Address}\n48\nTrue\n", said);
    }

    [Fact]
    public async Task An_elastic_address_moves_and_a_private_subnet_leaves_by_its_NAT_gateway()
    {
        network.Need();
        var (vpc, subnet, _) = await network.VpcAsync("10.14.0.0/16", "10.14.1.0/24");
        var (far, farSubnet, _) = await network.VpcAsync("10.15.0.0/16", "10.15.1.0/24");
        var inner = await network.SubnetAsync(vpc, "10.14.2.0/24");
        var (group, farGroup) = (await network.OpenGroupAsync(vpc), await network.OpenGroupAsync(far));
        var a = await network.LaunchAsync(farSubnet, farGroup);
        var b = await network.LaunchAsync(farSubnet, farGroup);
        var client = await network.LaunchAsync(subnet, group, hasPublicAddress: true);
        var hidden = await network.LaunchAsync(inner, group);

        var (allocation, address) = await AllocateAsync();
        await AssociateAsync(allocation, a);
        await client.ReachesAsync($"{a.Id} sees {client.PublicAddress}", address);
        await AssociateAsync(allocation, b);
        await client.ReachesAsync($"{b.Id} sees {client.PublicAddress}", address);

        Assert.Equal("", await hidden.AskAsync(address));
        var (natAllocation, natAddress) = await AllocateAsync();
        var nat = await Api.OneAsync(
            "natGatewayId", "CreateNatGateway", ("SubnetId", subnet), ("AllocationId", natAllocation));
        var table = await Api.OneAsync("routeTableId", "CreateRouteTable", ("VpcId", vpc));
        await Api.CallAsync("AssociateRouteTable", ("RouteTableId", table), ("SubnetId", inner));
        await RealNetwork.EventuallyAsync(async () =>
            await Api.OneAsync("state", "DescribeNatGateways", ("NatGatewayId.1", nat)) == "available");
        await Api.CallAsync(
            "CreateRoute", ("RouteTableId", table), ("DestinationCidrBlock", "0.0.0.0/0"), ("NatGatewayId", nat));
        await hidden.ReachesAsync($"{b.Id} sees {natAddress}", address);
    }

    [Fact]
    public async Task The_host_reaches_a_public_address_as_the_groups_say()
    {
        network.Need();
        var (vpc, subnet, _) = await network.VpcAsync("10.16.0.0/16", "10.16.1.0/24");
        var a = await network.LaunchAsync(subnet, await network.OpenGroupAsync(vpc), hasPublicAddress: true);
        if (!(await RealNetwork.RoutesAsync()).Contains(a.PublicAddress, StringComparison.Ordinal))
            Assert.Skip("reason: no route may be set on this host: " + await Api.HealthAsync());

        await RealNetwork.EventuallyAsync(async () =>
            (await RealNetwork.AskFromHostAsync(a.PublicAddress, 80))
                .StartsWith($"{a.Id} sees ", StringComparison.Ordinal));
        Assert.Equal("", await RealNetwork.AskFromHostAsync(a.PublicAddress, 8080));
        var ssh = (await SshAsync(Api, a.Id)).Split(':');
        Assert.StartsWith("SSH-2.0-", await RealNetwork.AskFromHostAsync(ssh[0], int.Parse(ssh[1])));
    }

    [Fact]
    public async Task A_port_of_the_host_leads_in_as_the_groups_say_until_it_is_closed()
    {
        network.Need();
        var (vpc, subnet, _) = await network.VpcAsync("10.21.0.0/16", "10.21.1.0/24");
        var group = await network.GroupAsync(vpc, "mine");
        var a = await network.LaunchAsync(subnet, group);
        var path = $"/_virga/ec2/instances/{a.Id}/ports/80";
        var host = int.Parse(JsonDocument.Parse(await Api.ControlAsync(HttpMethod.Put, path))
            .RootElement[0].GetProperty("host").GetString()!.Split(':')[1]);

        Assert.Equal("", await RealNetwork.AskFromHostAsync("127.0.0.1", host));
        await Api.RuleAsync("AuthorizeSecurityGroupIngress", group, "tcp", 80, "198.19.255.254/32");
        await RealNetwork.EventuallyAsync(async () =>
            await RealNetwork.AskFromHostAsync("127.0.0.1", host) == $"{a.Id} sees 198.19.255.254");

        Assert.Contains($":{host}", await Api.ControlAsync(HttpMethod.Get, path[..^3]), StringComparison.Ordinal);
        Assert.Equal("[]", await Api.ControlAsync(HttpMethod.Delete, path));
        using var free = new TcpListener(System.Net.IPAddress.Loopback, host);
        free.Start();
    }

    [Fact]
    public async Task A_guest_with_all_rights_cannot_pretend_to_be_another()
    {
        network.Need();
        var (vpc, subnet, _) = await network.VpcAsync("10.17.0.0/16", "10.17.1.0/24");
        var group = await network.OpenGroupAsync(vpc);
        var (a, b) = (await network.LaunchAsync(subnet, group), await network.LaunchAsync(subnet, group));
        var living = await network.LaunchAsync(subnet, group);
        await a.ReachesAsync($"{b.Id} sees {a.Address}", b.Address);

        // An address that nobody has, and that of a neighbour, whose metadata it would read.
        foreach (var other in (string[])["10.17.1.200", living.Address])
        {
            await a.ForceAsync("ip", "address", "add", other + "/32", "dev", "eth0");
            Assert.Equal($"{other}\n", await a.PythonAsync($"""
                import socket
                s = socket.socket(); s.bind(('{other}', 0)); print(s.getsockname()[0])
                """));
            var said = await a.PythonAsync($"""
                import socket
                for port, host in ((80, '{b.Address}'), (80, '169.254.169.254')):
                    try: print(socket.create_connection((host, port), 1.5, source_address=('{other}', 0)))
                    except OSError: print('nothing')
                """);
            Assert.Equal("nothing\nnothing\n", said);
        }

        Assert.Equal($"{b.Id} sees {a.Address}", await a.AskAsync(b.Address));
        Assert.Equal($"{b.Id} sees {living.Address}", await living.AskAsync(b.Address));
    }

    [Fact]
    public async Task The_hosts_ssh_port_obeys_the_groups_where_it_is_told_to()
    {
        network.Need();
        await using var server = await Walkthrough.RunningServer.StartAsync(
            "--backend", "docker", "--ec2-ssh", "network");
        using var api = new Ec2Api(server);
        var group = await api.OneAsync("groupId", "DescribeSecurityGroups", ("GroupName.1", "default"));
        var id = await api.OneAsync("instanceId", "RunInstances",
            ("ImageId", RealNetwork.Ami), ("InstanceType", "t3.nano"), ("MinCount", "1"), ("MaxCount", "1"));
        await RealNetwork.EventuallyAsync(async () =>
            await api.OneAsync("name", "DescribeInstances", ("InstanceId.1", id)) == "running");
        var port = int.Parse((await SshAsync(api, id)).Split(':')[1]);

        Assert.Equal("", await RealNetwork.AskFromHostAsync("127.0.0.1", port));
        await api.RuleAsync("AuthorizeSecurityGroupIngress", group, "tcp", 22, "198.19.255.254/32");
        await RealNetwork.EventuallyAsync(async () =>
            (await RealNetwork.AskFromHostAsync("127.0.0.1", port)).StartsWith("SSH-2.0-", StringComparison.Ordinal));
    }

    private static Task<string> SshAsync(Ec2Api api, string id) => api.OneAsync("value", "DescribeTags",
        ("Filter.1.Name", "resource-id"), ("Filter.1.Value.1", id),
        ("Filter.2.Name", "key"), ("Filter.2.Value.1", "aws:virga:ssh"));

    private async Task<(string Allocation, string Address)> AllocateAsync()
    {
        var made = await Api.CallAsync("AllocateAddress", ("Domain", "vpc"));
        return (One("allocationId"), One("publicIp"));

        string One(string name) => made.Descendants().First(one => one.Name.LocalName == name).Value;
    }

    private async Task AssociateAsync(string allocation, Guest guest) => await Api.CallAsync(
        "AssociateAddress", ("AllocationId", allocation), ("AllowReassociation", "true"),
        ("NetworkInterfaceId", await network.InterfaceOfAsync(guest.Id)));
}
