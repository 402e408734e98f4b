using System.Net;
using Virga.Conformance.Docker;
using Virga.Conformance.Network;
using Xunit;

namespace Virga.Conformance.Libvirt;

/// <summary>
/// What holds for containers holds for a virtual machine: ACLs, routes, public addresses, IPv6 and the settings of its
/// metadata. One boot and many questions, since the boot is what takes the time.
/// </summary>
public sealed class NetworkRulesTests(Hypervisor hypervisor, RealEngine engine) : IClassFixture<RealEngine>
{
    private MachineRig rig = null!;
    private string machine = "";
    private string table = "";

    [Fact]
    public async Task Acls_routes_public_addresses_and_metadata_settings_hold_for_a_machine()
    {
        await using var started = rig = await MachineRig.StartAsync(hypervisor, engine);
        var (vpc, subnet, other) = await VpcAsync();
        var group = await GroupAsync(vpc);
        var box = await rig.ContainerAsync(other, group);
        if ((await rig.Api.HealthAsync()).Contains("on the engine", StringComparison.Ordinal))
            Assert.Skip("reason: this machine allows no fabric");
        (machine, var address) = await rig.LaunchAsync(
            subnet, group, more: ("MetadataOptions.HttpProtocolIpv6", "enabled"));
        // Something that answers at once, where a login takes its time.
        await rig.SshAsync(machine, "nc -ll -p 8080 -e /bin/hostname >/dev/null 2>&1 </dev/null &");
        var name = await rig.SshAsync(machine, "hostname");

        await AclsAsync(vpc, subnet, box, address, name);
        await SecondAddressAsync(box, address, name);
        await Ipv6Async(box);
        await MetadataAsync();
        await PublicAddressesAsync(vpc, subnet, other, box, name);
    }

    /// <summary>An entry that denies goes before one that allows, in the order of their numbers.</summary>
    private async Task AclsAsync(string vpc, string subnet, Network.Guest box, string address, string name)
    {
        await box.ReachesAsync(name, address, 8080);
        var acl = await rig.Api.OneAsync("networkAclId", "CreateNetworkAcl", ("VpcId", vpc));
        await EntryAsync(acl, 100, "false", "deny", ("PortRange.From", "8080"), ("PortRange.To", "8080"));
        await EntryAsync(acl, 200, "false", "allow");
        await EntryAsync(acl, 200, "true", "allow");
        foreach (var direction in new[] { "false", "true" })
            await rig.Api.CallAsync("CreateNetworkAclEntry", ("NetworkAclId", acl), ("RuleNumber", "300"),
                ("Egress", direction), ("RuleAction", "allow"), ("Protocol", "-1"), ("Ipv6CidrBlock", "::/0"));
        var answer = await rig.Api.CallAsync(
            "DescribeNetworkAcls", ("Filter.1.Name", "association.subnet-id"), ("Filter.1.Value.1", subnet));
        var association = answer.Descendants()
            .First(one => one.Name.LocalName == "item" && one.Elements().Any(part => part.Value == subnet))
            .Elements().First(part => part.Name.LocalName == "networkAclAssociationId").Value;
        await rig.Api.CallAsync(
            "ReplaceNetworkAclAssociation", ("AssociationId", association), ("NetworkAclId", acl));
        await box.ReachesAsync("", address, 8080);
        await rig.SaysAsync(machine, $"{box.Id} sees {address}", $"nc -w 5 {box.Address} 80 </dev/null");
        await rig.Api.CallAsync(
            "DeleteNetworkAclEntry", ("NetworkAclId", acl), ("RuleNumber", "100"), ("Egress", "false"));
        await box.ReachesAsync(name, address, 8080);
    }

    /// <summary>What the API does not say is nobody's address, whatever a guest sets.</summary>
    private async Task SecondAddressAsync(Network.Guest box, string address, string name)
    {
        const string Second = "10.78.1.200";
        await rig.SshAsync(machine, $"ip addr add {Second}/24 dev eth0");
        Assert.Equal("", await box.AskAsync(Second, 8080));
        await rig.Api.CallAsync("AssignPrivateIpAddresses", ("NetworkInterfaceId", await CardAsync(machine)),
            ("PrivateIpAddress.1", Second));
        await box.ReachesAsync(name, Second, 8080);
        await box.ReachesAsync(name, address, 8080);
    }

    /// <summary>The router announces itself; the address is the guest's to set where it has no DHCPv6 client.</summary>
    private async Task Ipv6Async(Network.Guest box)
    {
        await box.ServeIpv6Async();
        var theirs = await AssignAsync(box.Id);
        await RealNetwork.EventuallyAsync(async () => (await box.RunAsync("ip", "-6", "address", "show", "eth0"))
            .Contains(theirs, StringComparison.Ordinal));
        await rig.SaysAsync(
            machine, "fe80::1", "ip -6 route | sed -n 's/^default via \\([^ ]*\\) .*/\\1/p'");
        var own = await AssignAsync(machine);
        await rig.SaysAsync(
            machine, own, "imds meta-data/network/interfaces/macs/$(cat /sys/class/net/eth0/address)/ipv6s");
        await rig.SshAsync(machine, $"ip -6 addr add {own}/128 dev eth0");
        await rig.SaysAsync(machine, $"{box.Id} sees {own}", $"nc -w 5 {theirs} 80 </dev/null");
        await rig.SaysAsync(
            machine, "200", "printf 'GET /latest/meta-data/ HTTP/1.0\\r\\n\\r\\n' | nc -w 5 fd00:ec2::254 80 "
            + "| sed -n '1s/^[^ ]* \\([0-9]*\\).*/\\1/p'");

        // Another of the same subnet is nobody's until the API gives it.
        var further = own[..(own.LastIndexOf(':') + 1)] + "9999";
        await rig.SshAsync(machine, $"ip -6 addr del {own}/128 dev eth0; ip -6 addr add {further}/128 dev eth0");
        Assert.Equal("", await rig.SshAsync(machine, $"nc -w 3 {theirs} 80 </dev/null || true"));
        await rig.Api.CallAsync("AssignIpv6Addresses", ("NetworkInterfaceId", await CardAsync(machine)),
            ("Ipv6Addresses.1", further));
        await rig.SaysAsync(machine, $"{box.Id} sees {further}", $"nc -w 5 {theirs} 80 </dev/null");
    }

    /// <summary>The settings of a running machine's metadata are in force at once.</summary>
    private async Task MetadataAsync()
    {
        const string Bare = "printf 'GET /latest/meta-data/instance-id HTTP/1.0\\r\\n\\r\\n' "
            + "| nc -w 5 169.254.169.254 80 | tr -d '\\r' | sed -n '1s/^[^ ]* \\([0-9]*\\).*/\\1/p;$p'";
        await rig.SshAsync(machine, "imds meta-data/ | grep -q instance-id");
        await OptionsAsync("HttpTokens", "optional");
        await rig.SaysAsync(machine, $"200\n{machine}", Bare);
        await OptionsAsync("HttpTokens", "required");
        await rig.SaysAsync(machine, "401", $"{Bare} | head -n 1");
        await OptionsAsync("HttpEndpoint", "disabled");
        await rig.SaysAsync(machine, "", "imds meta-data/instance-id");
        await OptionsAsync("HttpEndpoint", "enabled");
        await rig.SaysAsync(machine, machine, "imds meta-data/instance-id");
    }

    private Task OptionsAsync(string option, string value) => rig.Api.CallAsync(
        "ModifyInstanceMetadataOptions", ("InstanceId", machine), (option, value));

    /// <summary>Public addresses come, move and go; the subnet's routes say which way is out.</summary>
    private async Task PublicAddressesAsync(
        string vpc, string subnet, string other, Network.Guest box, string name)
    {
        var ((first, mine), (second, theirs)) = (await AllocateAsync(), await AllocateAsync());
        await AssociateAsync(second, box.Id);
        var out80 = $"nc -w 5 {theirs} 80 </dev/null";
        Assert.Equal("", await rig.SshAsync(machine, $"nc -w 2 {theirs} 80 </dev/null || true"));
        await AssociateAsync(first, machine);
        await rig.SaysAsync(machine, mine, "imds meta-data/public-ipv4");
        await rig.SaysAsync(machine, $"{box.Id} sees {mine}", out80);
        await box.ReachesAsync(name, mine, 8080);
        var hasWay = (await RealNetwork.RoutesAsync()).Contains(mine, StringComparison.Ordinal);
        if (hasWay)
            await RealNetwork.EventuallyAsync(async () =>
                (await RealNetwork.AskFromHostAsync(mine, 8080)).Trim() == name);

        // Without its route nothing leaves; by a NAT gateway it leaves under that one's address.
        await RouteAsync("DeleteRoute");
        await rig.SaysAsync(machine, "", $"nc -w 2 {theirs} 80 </dev/null");
        await RouteAsync("CreateRoute", ("GatewayId", await GatewayAsync(vpc)));
        await rig.SaysAsync(machine, $"{box.Id} sees {mine}", out80);
        var (third, outer) = await AllocateAsync();
        var nat = await rig.Api.OneAsync(
            "natGatewayId", "CreateNatGateway", ("SubnetId", other), ("AllocationId", third));
        await MachineRig.UntilAsync("the NAT gateway is there", async () =>
            await rig.Api.OneAsync("state", "DescribeNatGateways", ("NatGatewayId.1", nat)) == "available");
        await RouteAsync("ReplaceRoute", ("NatGatewayId", nat));
        await rig.SaysAsync(machine, $"{box.Id} sees {outer}", out80);
        await RouteAsync("ReplaceRoute", ("GatewayId", await GatewayAsync(vpc)));

        // It moves to the container, and the machine has none.
        await AssociateAsync(first, box.Id);
        await rig.SaysAsync(machine, "", "imds meta-data/public-ipv4");
        Assert.NotEqual(subnet, other);
        if (!hasWay) Assert.Skip("reason: no route may be set on this host: " + await rig.Api.HealthAsync());
        await RealNetwork.EventuallyAsync(async () =>
            (await RealNetwork.AskFromHostAsync(mine, 80)).StartsWith($"{box.Id} sees", StringComparison.Ordinal));
    }

    /// <summary>A VPC with a way out, and two subnets, of which the first has a route table of its own.</summary>
    private async Task<(string Vpc, string Subnet, string Other)> VpcAsync()
    {
        var vpc = await rig.Api.OneAsync(
            "vpcId", "CreateVpc", ("CidrBlock", "10.78.0.0/16"), ("AmazonProvidedIpv6CidrBlock", "true"));
        var block = "";
        await RealNetwork.EventuallyAsync(async () =>
            (block = await rig.Api.OneAsync("ipv6CidrBlock", "DescribeVpcs", ("VpcId.1", vpc))).Length > 0);
        var subnet = await SubnetAsync("10.78.1.0/24", 0);
        var other = await SubnetAsync("10.78.2.0/24", 1);
        var gateway = await rig.Api.OneAsync("internetGatewayId", "CreateInternetGateway");
        await rig.Api.CallAsync("AttachInternetGateway", ("VpcId", vpc), ("InternetGatewayId", gateway));
        var main = await rig.Api.OneAsync(
            "routeTableId", "DescribeRouteTables", ("Filter.1.Name", "vpc-id"), ("Filter.1.Value.1", vpc));
        table = await rig.Api.OneAsync("routeTableId", "CreateRouteTable", ("VpcId", vpc));
        await rig.Api.CallAsync("AssociateRouteTable", ("RouteTableId", table), ("SubnetId", subnet));
        foreach (var one in new[] { main, table })
            await rig.Api.CallAsync("CreateRoute", ("RouteTableId", one), ("DestinationCidrBlock", "0.0.0.0/0"),
                ("GatewayId", gateway));
        return (vpc, subnet, other);

        Task<string> SubnetAsync(string cidr, byte number)
        {
            var part = IPNetwork.Parse(block).BaseAddress.GetAddressBytes();
            part[7] += number;
            return rig.Api.OneAsync(
                "subnetId", "CreateSubnet", ("VpcId", vpc), ("CidrBlock", cidr), ("AvailabilityZone", "us-east-1a"),
                ("Ipv6CidrBlock", $"{new IPAddress(part)}/64"));
        }
    }

    /// <summary>Everything among its members, and two ports from everywhere.</summary>
    private async Task<string> GroupAsync(string vpc)
    {
        var group = await rig.Api.OneAsync("groupId", "CreateSecurityGroup", ("VpcId", vpc), ("GroupName", "all"),
            ("GroupDescription", "all"));
        await rig.Api.CallAsync("AuthorizeSecurityGroupIngress", ("GroupId", group),
            ("IpPermissions.1.IpProtocol", "-1"), ("IpPermissions.1.Groups.1.GroupId", group));
        await rig.Api.RuleAsync("AuthorizeSecurityGroupIngress", group, "tcp", 80, "0.0.0.0/0");
        await rig.Api.RuleAsync("AuthorizeSecurityGroupIngress", group, "tcp", 8080, "0.0.0.0/0");
        return group;
    }

    private Task EntryAsync(
        string acl, int number, string isEgress, string action, params (string Name, string Value)[] ports) =>
        rig.Api.CallAsync("CreateNetworkAclEntry", [
            ("NetworkAclId", acl), ("RuleNumber", $"{number}"), ("Egress", isEgress), ("RuleAction", action),
            ("Protocol", ports.Length > 0 ? "6" : "-1"), ("CidrBlock", "0.0.0.0/0"), .. ports,
        ]);

    private Task RouteAsync(string action, params (string Name, string Value)[] target) => rig.Api.CallAsync(
        action, [("RouteTableId", table), ("DestinationCidrBlock", "0.0.0.0/0"), .. target]);

    private Task<string> GatewayAsync(string vpc) => rig.Api.OneAsync(
        "internetGatewayId", "DescribeInternetGateways", ("Filter.1.Name", "attachment.vpc-id"),
        ("Filter.1.Value.1", vpc));

    private Task<string> CardAsync(string instance) => rig.Api.OneAsync(
        "networkInterfaceId", "DescribeNetworkInterfaces", ("Filter.1.Name", "attachment.instance-id"),
        ("Filter.1.Value.1", instance));

    private async Task<string> AssignAsync(string instance)
    {
        await rig.Api.CallAsync("AssignIpv6Addresses", ("NetworkInterfaceId", await CardAsync(instance)),
            ("Ipv6AddressCount", "1"));
        return await rig.Api.OneAsync("ipv6Address", "DescribeNetworkInterfaces",
            ("Filter.1.Name", "attachment.instance-id"), ("Filter.1.Value.1", instance));
    }

    private async Task<(string Allocation, string Address)> AllocateAsync()
    {
        var answer = await rig.Api.CallAsync("AllocateAddress", ("Domain", "vpc"));
        return (Of("allocationId"), Of("publicIp"));

        string Of(string element) => answer.Elements().First(one => one.Name.LocalName == element).Value;
    }

    private Task AssociateAsync(string allocation, string instance) => rig.Api.CallAsync(
        "AssociateAddress", ("AllocationId", allocation), ("InstanceId", instance), ("AllowReassociation", "true"));
}
