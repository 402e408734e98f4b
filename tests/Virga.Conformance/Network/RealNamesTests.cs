using Xunit;

namespace Virga.Conformance.Network;

/// <summary>DHCP options, private and public names, as guests find them while the API changes them.</summary>
public sealed class RealNamesTests(RealNetwork network) : IClassFixture<RealNetwork>
{
    /// <summary>Knows one name, and says of all others that there is none.</summary>
    private const string NameServer = """
        import socket
        s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); s.bind(('0.0.0.0', 53))
        while True:
            q, who = s.recvfrom(512)
            end = q.index(b'\0', 12)
            known = q[12:end] == b'\2db\4corp\7example' and q[end + 1:end + 3] == b'\0\1'
            head = q[:2] + (b'\x81\x80\0\1\0\1' if known else b'\x81\x83\0\1\0\0') + bytes(4)
            answer = b'\xc0\x0c\0\1\0\1\0\0\0\1\0\4\xc0\0\2\x53' if known else b''
            s.sendto(head + q[12:end + 5] + answer, who)
        """;

    private Ec2Api Api => network.Api;

    [Fact]
    public async Task Changed_DHCP_options_and_attributes_reach_a_running_guest_and_outlast_a_stop()
    {
        network.Need();
        var (vpc, subnet, _) = await network.VpcAsync("10.40.0.0/16", "10.40.1.0/24");
        var group = await network.OpenGroupAsync(vpc);
        await Api.RuleAsync("AuthorizeSecurityGroupIngress", group, "udp", 53, "10.40.0.0/16");
        var (a, names) = (await network.LaunchAsync(subnet, group), await network.LaunchAsync(subnet, group));
        await names.BeginAsync(NameServer);
        const string amazon = "search ec2.internal\nnameserver 10.40.0.2\n";
        var own = $"search corp.example\nnameserver {names.Address}\n";
        Assert.Equal(amazon, await ResolversAsync(a));

        var before = await Api.OneAsync("dhcpOptionsId", "DescribeVpcs", ("VpcId.1", vpc));
        var options = await Api.OneAsync("dhcpOptionsId", "CreateDhcpOptions",
            ("DhcpConfiguration.1.Key", "domain-name"), ("DhcpConfiguration.1.Value.1", "corp.example"),
            ("DhcpConfiguration.2.Key", "domain-name-servers"), ("DhcpConfiguration.2.Value.1", names.Address));
        await AssociateAsync(options);
        await HasAsync(a, own);
        Assert.Equal("192.0.2.83", await LookAsync(a, "db"));

        await Api.CallAsync("StopInstances", ("InstanceId.1", a.Id), ("Force", "true"));
        await StateAsync("stopped");
        await Api.CallAsync("StartInstances", ("InstanceId.1", a.Id));
        await StateAsync("running");
        await HasAsync(a, own);
        Assert.Equal("192.0.2.83", await LookAsync(a, "db"));

        await AssociateAsync("default");
        await HasAsync(a, "");
        await AssociateAsync(before);
        await HasAsync(a, amazon);
        Assert.Equal(a.Address, await LookAsync(a, NameOf(a)));
        await AttributeAsync(Api, vpc, "EnableDnsSupport", "false");
        await HasAsync(a, "search ec2.internal\n");
        Assert.False(await AnswersAsync(a, "169.254.169.253"));
        Assert.False(await AnswersAsync(a, "10.40.0.2"));
        await AttributeAsync(Api, vpc, "EnableDnsSupport", "true");
        await HasAsync(a, amazon);
        await RealNetwork.EventuallyAsync(() => AnswersAsync(a, "169.254.169.253"));
        await RealNetwork.EventuallyAsync(() => AnswersAsync(a, "10.40.0.2"));

        Task AssociateAsync(string id) => Api.CallAsync("AssociateDhcpOptions", ("VpcId", vpc), ("DhcpOptionsId", id));

        Task StateAsync(string state) => RealNetwork.EventuallyAsync(async () =>
            await Api.OneAsync("name", "DescribeInstances", ("InstanceId.1", a.Id)) == state);
    }

    [Fact]
    public async Task Public_names_lead_inside_at_home_and_across_a_peering_that_allows_it()
    {
        network.Need();
        var (vpc, subnet, _) = await network.VpcAsync("10.41.0.0/16", "10.41.1.0/24");
        var (far, farSubnet, _) = await network.VpcAsync("10.42.0.0/16", "10.42.1.0/24");
        foreach (var one in new[] { vpc, far }) await AttributeAsync(Api, one, "EnableDnsHostnames", "true");
        var a = await network.LaunchAsync(subnet, await network.OpenGroupAsync(vpc));
        var group = await network.OpenGroupAsync(far);
        var b = await network.LaunchAsync(farSubnet, group, hasPublicAddress: true);
        var c = await network.LaunchAsync(farSubnet, group);
        var name = await Api.OneAsync("dnsName", "DescribeInstances", ("InstanceId.1", b.Id));
        Assert.Equal($"ec2-{b.PublicAddress.Replace('.', '-')}.compute-1.amazonaws.com", name);
        Assert.Equal(b.Address, await LookAsync(c, name));
        Assert.Equal(b.PublicAddress, await LookAsync(a, name));

        var peering = await Api.OneAsync(
            "vpcPeeringConnectionId", "CreateVpcPeeringConnection", ("VpcId", vpc), ("PeerVpcId", far));
        await Api.CallAsync("AcceptVpcPeeringConnection", ("VpcPeeringConnectionId", peering));
        Assert.Equal(b.PublicAddress, await LookAsync(a, name));
        await Api.CallAsync("ModifyVpcPeeringConnectionOptions", ("VpcPeeringConnectionId", peering),
            ("AccepterPeeringConnectionOptions.AllowDnsResolutionFromRemoteVpc", "true"));
        await RealNetwork.EventuallyAsync(async () => await LookAsync(a, name) == b.Address);
        Assert.Equal(b.Address, await LookAsync(a, NameOf(b)));
    }

    [Fact]
    public async Task In_another_region_private_names_end_in_its_name()
    {
        network.Need();
        using var api = new Ec2Api(network.Server, "eu-west-1");
        var id = await api.OneAsync("instanceId", "RunInstances", ("ImageId", RealNetwork.Ami),
            ("InstanceType", "t3.nano"), ("MinCount", "1"), ("MaxCount", "1"));
        await RealNetwork.EventuallyAsync(async () =>
            await api.OneAsync("name", "DescribeInstances", ("InstanceId.1", id)) == "running");
        var a = new Guest(id, await api.OneAsync("privateIpAddress", "DescribeInstances", ("InstanceId.1", id)), "");
        var name = $"ip-{a.Address.Replace('.', '-')}.eu-west-1.compute.internal";

        Assert.Equal(name, await api.OneAsync("privateDnsName", "DescribeInstances", ("InstanceId.1", id)));
        Assert.Equal(name, (await a.RunAsync("hostname")).Trim());
        Assert.Equal("search eu-west-1.compute.internal\nnameserver 172.31.0.2\n", await ResolversAsync(a));
        // The resolver itself, since the guest's own file of hosts has its name too.
        Assert.Equal(a.Address, await AskAsync(a, "172.31.0.2", name));
        await api.CallAsync("TerminateInstances", ("InstanceId.1", id));
        await RealNetwork.EventuallyAsync(async () => (await api.AllAsync(
            "name", "DescribeInstances", ("InstanceId.1", id)))[0] == "terminated");
    }

    internal static Task AttributeAsync(Ec2Api api, string vpc, string attribute, string value) =>
        api.CallAsync("ModifyVpcAttribute", ("VpcId", vpc), ($"{attribute}.Value", value));

    private static string NameOf(Guest guest) => $"ip-{guest.Address.Replace('.', '-')}.ec2.internal";

    private static Task HasAsync(Guest guest, string text) =>
        RealNetwork.EventuallyAsync(async () => await ResolversAsync(guest) == text);

    private static Task<string> ResolversAsync(Guest guest) =>
        guest.RunAsync("sh", "-c", "grep -E '^(search|nameserver)' /etc/resolv.conf || true");

    /// <summary>What the guest's own resolver library finds; "" for nothing.</summary>
    internal static async Task<string> LookAsync(Guest guest, string name) => (await guest.PythonAsync($"""
        import socket
        try: print(socket.gethostbyname('{name}'))
        except OSError: pass
        """)).Trim();

    private static async Task<bool> AnswersAsync(Guest guest, string server) =>
        await AskAsync(guest, server, NameOf(guest)) == guest.Address;

    /// <summary>What a server says of a name; "" when it says nothing.</summary>
    internal static async Task<string> AskAsync(Guest guest, string server, string name) => (await
        guest.PythonAsync($$"""
        import socket, struct
        name = b''.join(bytes([len(p)]) + p for p in b'{{name}}'.split(b'.'))
        s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); s.settimeout(2)
        try:
            s.sendto(struct.pack('>6H', 7, 256, 1, 0, 0, 0) + name + b'\0\0\1\0\1', ('{{server}}', 53))
            answer = s.recv(512)
            if answer[7]: print('.'.join(str(n) for n in answer[-4:]))
        except OSError: pass
        """)).Trim();
}
