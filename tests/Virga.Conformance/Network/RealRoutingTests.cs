using System.Globalization;
using System.Text.Json;
using Xunit;

namespace Virga.Conformance.Network;

/// <summary>
/// Routes, ACLs, gateways, IPv6 and flow logs as the API sets them, by the real server and real containers. Each test
/// is one topology with many questions, since launches take most of the time.
/// </summary>
public sealed class RealRoutingTests(RealNetwork network) : IClassFixture<RealNetwork>
{
    private Ec2Api Api => network.Api;

    [Fact]
    public async Task Acls_lists_icmp_and_appliances_decide_within_a_VPC()
    {
        network.Need();
        var (vpc, subnet, table) = await network.VpcAsync("10.30.0.0/16", "10.30.1.0/24");
        var other = await network.SubnetAsync(vpc, "10.30.2.0/24");
        var group = await network.GroupAsync(vpc, "mine");
        var a = await network.LaunchAsync(subnet, group);
        var b = await network.LaunchAsync(other, group);
        var answer = $"{b.Id} sees {a.Address}";

        // A managed prefix list: all of its entries, as they are now.
        var list = await Api.OneAsync("prefixListId", "CreateManagedPrefixList", ("PrefixListName", "mine"),
            ("MaxEntries", "5"), ("AddressFamily", "IPv4"), ("Entry.1.Cidr", "192.0.2.0/24"));
        await Api.CallAsync("AuthorizeSecurityGroupIngress", ("GroupId", group),
            ("IpPermissions.1.IpProtocol", "tcp"), ("IpPermissions.1.FromPort", "80"), ("IpPermissions.1.ToPort", "80"),
            ("IpPermissions.1.PrefixListIds.1.PrefixListId", list));
        Assert.Equal("", await a.AskAsync(b.Address));
        await RealNetwork.EventuallyAsync(async () => (await Api.OneAsync(
            "state", "DescribeManagedPrefixLists", ("PrefixListId.1", list)))
            .EndsWith("complete", StringComparison.Ordinal));
        await Api.CallAsync("ModifyManagedPrefixList", ("PrefixListId", list), ("CurrentVersion", "1"),
            ("AddEntry.1.Cidr", "10.30.1.0/24"));
        await a.ReachesAsync(answer, b.Address);

        // ICMP by type and code.
        Assert.False(await PingsAsync(a, b.Address));
        await IcmpAsync(group, 13, -1);
        await Task.Delay(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
        Assert.False(await PingsAsync(a, b.Address));
        await IcmpAsync(group, 8, -1);
        await RealNetwork.EventuallyAsync(() => PingsAsync(a, b.Address));

        // An ACL forgets: answers need an entry of their own.
        var acl = await Api.OneAsync("networkAclId", "CreateNetworkAcl", ("VpcId", vpc));
        await EntryAsync(acl, 100, isEgress: false, "allow", "80", "80");
        var association = await Api.OneAsync("networkAclAssociationId", "DescribeNetworkAcls",
            ("Filter.1.Name", "association.subnet-id"), ("Filter.1.Value.1", other));
        foreach (var one in (await Api.CallAsync("DescribeNetworkAcls", ("Filter.1.Name", "association.subnet-id"),
            ("Filter.1.Value.1", other))).Descendants().Where(item =>
            item.Name.LocalName == "item" && item.Elements().Any(part => part.Value == other)))
            association = one.Elements().First(part => part.Name.LocalName == "networkAclAssociationId").Value;
        await Api.CallAsync("ReplaceNetworkAclAssociation", ("AssociationId", association), ("NetworkAclId", acl));
        await a.ReachesAsync("", b.Address);
        await EntryAsync(acl, 100, isEgress: true, "allow", "1024", "65535");
        await a.ReachesAsync(answer, b.Address);

        // A route inside the VPC to an appliance, which passes only without its source/destination check. Its own
        // subnet
        // does not have that route, or what it passes on would come back to it.
        var box = await network.LaunchAsync(await network.SubnetAsync(vpc, "10.30.3.0/24"), group);
        var process = (await Metadata.Run.Async(
            "docker", ["inspect", "-f", "{{.State.Pid}}", $"virga-ec2.{box.Id}"])).Output.Trim();
        await Metadata.Run.Async("nsenter", [
            $"--net=/proc/{process}/ns/net", "sh", "-c", "echo 1 > /proc/sys/net/ipv4/ip_forward",
        ]);
        var eni = await network.InterfaceOfAsync(box.Id);
        var own = await Api.OneAsync("routeTableId", "CreateRouteTable", ("VpcId", vpc));
        await Api.CallAsync("AssociateRouteTable", ("RouteTableId", own), ("SubnetId", subnet));
        await Api.CallAsync("CreateRoute", ("RouteTableId", own), ("DestinationCidrBlock", "10.30.2.0/24"),
            ("NetworkInterfaceId", eni));
        await a.ReachesAsync("", b.Address);
        await Api.CallAsync(
            "ModifyNetworkInterfaceAttribute", ("NetworkInterfaceId", eni), ("SourceDestCheck.Value", "false"));
        await Api.RuleAsync("AuthorizeSecurityGroupIngress", group, "tcp", 80, "10.30.0.0/16");
        await a.ReachesAsync(answer, b.Address);
        Assert.NotEqual(table, own);
    }

    [Fact]
    public async Task Peering_and_transit_gateways_need_routes_on_both_sides_and_end_in_blackholes()
    {
        network.Need();
        var (vpc, subnet, table) = await network.VpcAsync("10.31.0.0/16", "10.31.1.0/24");
        var (far, farSubnet, farTable) = await network.VpcAsync("10.32.0.0/16", "10.32.1.0/24");
        var a = await network.LaunchAsync(subnet, await network.OpenGroupAsync(vpc));
        var b = await network.LaunchAsync(farSubnet, await network.OpenGroupAsync(far));
        var answer = $"{b.Id} sees {a.Address}";

        var peering = await Api.OneAsync(
            "vpcPeeringConnectionId", "CreateVpcPeeringConnection", ("VpcId", vpc), ("PeerVpcId", far));
        await Api.CallAsync("AcceptVpcPeeringConnection", ("VpcPeeringConnectionId", peering));
        await RouteAsync(table, "10.32.0.0/16", ("VpcPeeringConnectionId", peering));
        Assert.Equal("", await a.AskAsync(b.Address));
        await RouteAsync(farTable, "10.31.0.0/16", ("VpcPeeringConnectionId", peering));
        await a.ReachesAsync(answer, b.Address);
        await Api.CallAsync("DeleteVpcPeeringConnection", ("VpcPeeringConnectionId", peering));
        await a.ReachesAsync("", b.Address);
        Assert.Contains("blackhole", await Api.AllAsync("state", "DescribeRouteTables", ("RouteTableId.1", table)));

        var gateway = await Api.OneAsync("transitGatewayId", "CreateTransitGateway");
        await SettleAsync("DescribeTransitGateways", ("TransitGatewayIds.1", gateway));
        foreach (var (one, its) in new[] { (vpc, subnet), (far, farSubnet) })
        {
            var attachment = await Api.OneAsync("transitGatewayAttachmentId", "CreateTransitGatewayVpcAttachment",
                ("TransitGatewayId", gateway), ("VpcId", one), ("SubnetIds.1", its));
            await SettleAsync("DescribeTransitGatewayVpcAttachments", ("TransitGatewayAttachmentIds.1", attachment));
        }

        await Api.CallAsync("ReplaceRoute", ("RouteTableId", table), ("DestinationCidrBlock", "10.32.0.0/16"),
            ("TransitGatewayId", gateway));
        await Api.CallAsync("ReplaceRoute", ("RouteTableId", farTable), ("DestinationCidrBlock", "10.31.0.0/16"),
            ("TransitGatewayId", gateway));
        await a.ReachesAsync(answer, b.Address);
        var routes = await Api.OneAsync("associationDefaultRouteTableId", "DescribeTransitGateways",
            ("TransitGatewayIds.1", gateway));
        await Api.CallAsync("CreateTransitGatewayRoute", ("TransitGatewayRouteTableId", routes),
            ("DestinationCidrBlock", "10.32.1.0/24"), ("Blackhole", "true"));
        await a.ReachesAsync("", b.Address);
    }

    [Fact]
    public async Task Two_guests_of_one_address_have_host_ports_of_their_own()
    {
        network.Need();
        List<(Guest Guest, int Port)> ways = [];
        for (var i = 0; i < 2; i++)
        {
            var (vpc, subnet, _) = await network.VpcAsync("10.33.0.0/16", "10.33.1.0/24");
            var guest = await network.LaunchAsync(subnet, await network.OpenGroupAsync(vpc), address: "10.33.1.10");
            var made = await Api.ControlAsync(HttpMethod.Put, $"/_virga/ec2/instances/{guest.Id}/ports/80");
            ways.Add((guest, int.Parse(
                JsonDocument.Parse(made).RootElement[0].GetProperty("host").GetString()!.Split(':')[1],
                CultureInfo.InvariantCulture)));
        }

        Assert.NotEqual(ways[0].Port, ways[1].Port);
        foreach (var (guest, port) in ways)
        {
            await RealNetwork.EventuallyAsync(async () =>
                await RealNetwork.AskFromHostAsync("127.0.0.1", port) == $"{guest.Id} sees 198.19.255.254");
        }
    }

    [Fact]
    public async Task IPv6_has_addresses_rules_metadata_and_names_and_packets_are_large()
    {
        network.Need();
        var vpc = await Api.OneAsync(
            "vpcId", "CreateVpc", ("CidrBlock", "10.34.0.0/16"), ("AmazonProvidedIpv6CidrBlock", "true"));
        var block = "";
        await RealNetwork.EventuallyAsync(async () => (block = await Api.OneAsync(
            "ipv6CidrBlock", "DescribeVpcs", ("VpcId.1", vpc))).Length > 0);
        var subnet = await Api.OneAsync("subnetId", "CreateSubnet", ("VpcId", vpc), ("CidrBlock", "10.34.1.0/24"),
            ("Ipv6CidrBlock", block.Replace("/56", "/64", StringComparison.Ordinal)),
            ("AvailabilityZone", "us-east-1a"));
        var group = await network.GroupAsync(vpc, "six");
        var (a, b) = (await LaunchAsync(), await LaunchAsync());
        var (from, to) = (await Ipv6Async(a), await Ipv6Async(b));
        await b.ServeIpv6Async();
        Assert.Contains(from, await a.RunAsync("ip", "-6", "address", "show", "eth0"), StringComparison.Ordinal);

        Assert.Equal("", await a.AskAsync(to));
        await Api.CallAsync("AuthorizeSecurityGroupIngress", ("GroupId", group),
            ("IpPermissions.1.IpProtocol", "tcp"), ("IpPermissions.1.FromPort", "80"), ("IpPermissions.1.ToPort", "80"),
            ("IpPermissions.1.Ipv6Ranges.1.CidrIpv6", from + "/128"));
        await a.ReachesAsync($"{b.Id} sees {from}", to);
        Assert.Equal("", await b.AskAsync(from));

        var said = await a.PythonAsync($$"""
            import socket, struct, urllib.request as u
            base = 'http://[fd00:ec2::254]/latest/'
            put = u.Request(base + 'api/token', method='PUT', headers={'X-aws-ec2-metadata-token-ttl-seconds': '60'})
            token = u.urlopen(put, timeout=5).read().decode()
            get = u.Request(base + 'meta-data/instance-id', headers={'X-aws-ec2-metadata-token': token})
            print(u.urlopen(get, timeout=5).read().decode())
            name = b''.join(bytes([len(p)]) + p for p in b'ip-{{b.Address.Replace('.', '-')}}.ec2.internal'.split(b'.'))
            s = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM); s.settimeout(5)
            s.sendto(struct.pack('>6H', 7, 256, 1, 0, 0, 0) + name + b'\0\0\1\0\1', ('fd00:ec2::253', 53))
            print('.'.join(str(n) for n in s.recv(512)[-4:]))
            s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); s.settimeout(5)
            s.sendto(b'\x23' + bytes(47), ('169.254.169.123', 123))
            import time; print(abs(struct.unpack('>I', s.recv(48)[40:44])[0] - 2208988800 - time.time()) < 5)
            print(open('/sys/class/net/eth0/mtu').read().strip())
            """);
        Assert.Equal($"{a.Id}\n{b.Address}\nTrue\n9001\n", said);

        async Task<Guest> LaunchAsync()
        {
            var guest = await network.LaunchAsync(
                subnet, group, more: ("MetadataOptions.HttpProtocolIpv6", "enabled"));
            // Live, on a machine that began without: the engine turns IPv6 off where it gives no network.
            var eni = await network.InterfaceOfAsync(guest.Id);
            await Api.CallAsync("AssignIpv6Addresses", ("NetworkInterfaceId", eni), ("Ipv6AddressCount", "1"));
            return guest;
        }

        async Task<string> Ipv6Async(Guest guest)
        {
            var address = await Api.OneAsync("ipv6Address", "DescribeNetworkInterfaces",
                ("Filter.1.Name", "attachment.instance-id"), ("Filter.1.Value.1", guest.Id));
            await RealNetwork.EventuallyAsync(async () =>
                (await guest.RunAsync("ip", "-6", "address", "show", "eth0"))
                    .Contains(address, StringComparison.Ordinal));
            return address;
        }
    }

    [Fact]
    public async Task Flow_logs_have_what_passed_and_what_was_refused()
    {
        network.Need();
        var (vpc, subnet, _) = await network.VpcAsync("10.35.0.0/16", "10.35.1.0/24");
        var group = await network.GroupAsync(vpc, "logged");
        var (a, b) = (await network.LaunchAsync(subnet, group), await network.LaunchAsync(subnet, group));
        var eni = await network.InterfaceOfAsync(b.Id);
        var all = await LogAsync("ALL", "VPC", vpc, null);
        var own = await LogAsync(
            "REJECT", "NetworkInterface", eni,
            "${version} ${instance-id} ${dstport} ${flow-direction} ${tcp-flags} ${action}");
        // A log begins some time after its call, but before a rule that is asked for later.
        await Api.RuleAsync("AuthorizeSecurityGroupIngress", group, "tcp", 80, "0.0.0.0/0");
        await a.ReachesAsync($"{b.Id} sees {a.Address}", b.Address);
        Assert.Equal("", await a.AskAsync(b.Address, 8080));

        await HasAsync(own, $"5 {b.Id} 8080 ingress 2 REJECT");
        await HasAsync(all, $"2 000000000000 {eni} {a.Address} {b.Address} ");
        await RealNetwork.EventuallyAsync(async () => (await LinesAsync(all)).Any(line =>
            line.Contains($" {eni} {a.Address} {b.Address} ", StringComparison.Ordinal)
            && line.Contains(" 80 6 ", StringComparison.Ordinal)
            && line.EndsWith(" ACCEPT OK", StringComparison.Ordinal)));
        await RealNetwork.EventuallyAsync(async () => (await LinesAsync(all)).Any(line =>
            line.Contains(" 8080 6 ", StringComparison.Ordinal)
            && line.EndsWith(" REJECT OK", StringComparison.Ordinal)));
        await RealNetwork.EventuallyAsync(async () =>
            (await LinesAsync(all)).Any(line => line.EndsWith("- NODATA", StringComparison.Ordinal)));

        async Task<string[]> LinesAsync(string log) =>
            (await Api.ControlAsync(HttpMethod.Get, $"/_virga/ec2/flow-logs/{log}")).Split('\n');

        Task HasAsync(string log, string text) => RealNetwork.EventuallyAsync(async () =>
            (await LinesAsync(log)).Any(line => line.StartsWith(text, StringComparison.Ordinal)));
    }

    private async Task<string> LogAsync(string traffic, string type, string resource, string? format)
    {
        var made = await Api.CallAsync("CreateFlowLogs", [
            ("ResourceType", type), ("ResourceId.1", resource), ("TrafficType", traffic),
            ("LogDestinationType", "cloud-watch-logs"), ("LogGroupName", "flows"), ("MaxAggregationInterval", "60"),
            .. format is null ? [] : new[] { ("LogFormat", format) },
        ]);
        return made.Descendants().First(one => one.Name.LocalName == "flowLogIdSet").Elements().First().Value;
    }

    private static async Task<bool> PingsAsync(Guest from, string to) => (await from.RunAsync("sh", "-c", $$"""
        python3 - <<E
        import socket
        s = socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_ICMP); s.settimeout(1.5)
        s.sendto(bytes([8, 0, 0xf7, 0xff, 0, 0, 0, 0]), ('{{to}}', 0))
        try:
            while s.recv(100)[20] != 0: pass
            print('pong')
        except OSError: pass
        E
        """)).Contains("pong", StringComparison.Ordinal);

    private Task IcmpAsync(string group, int type, int code) => Api.CallAsync(
        "AuthorizeSecurityGroupIngress", ("GroupId", group), ("IpPermissions.1.IpProtocol", "icmp"),
        ("IpPermissions.1.FromPort", $"{type}"), ("IpPermissions.1.ToPort", $"{code}"),
        ("IpPermissions.1.IpRanges.1.CidrIp", "0.0.0.0/0"));

    private Task EntryAsync(string acl, int number, bool isEgress, string action, string first, string last) =>
        Api.CallAsync("CreateNetworkAclEntry", ("NetworkAclId", acl), ("RuleNumber", $"{number}"), ("Protocol", "6"),
            ("RuleAction", action), ("Egress", isEgress ? "true" : "false"), ("CidrBlock", "0.0.0.0/0"),
            ("PortRange.From", first), ("PortRange.To", last));

    private Task RouteAsync(string table, string block, (string Name, string Value) target) =>
        Api.CallAsync("CreateRoute", ("RouteTableId", table), ("DestinationCidrBlock", block), target);

    private Task SettleAsync(string action, (string Name, string Value) which) => RealNetwork.EventuallyAsync(
        async () => await Api.OneAsync("state", action, which) == "available");
}
