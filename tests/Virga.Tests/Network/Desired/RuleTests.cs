using System.Net;
using Virga.Network;
using Virga.Network.Reachability;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Tests.Network.Desired;

/// <summary>Every kind of rule, made by the API: groups in both directions, their peers, and network ACLs.</summary>
public sealed class RuleTests : IDisposable
{
    private readonly NetworkLab lab = new();
    private readonly string vpc;
    private readonly string web;
    private readonly string app;
    private readonly string client;
    private readonly string server;
    private readonly string address;

    public RuleTests()
    {
        vpc = lab.Vpc("10.0.0.0/16");
        web = lab.Group(vpc);
        app = lab.Group(vpc);
        client = lab.Launch(lab.Subnet(vpc, "10.0.1.0/24"), web);
        server = lab.Launch(lab.Subnet(vpc, "10.0.2.0/24"), app);
        address = lab.Address(server);
    }

    [Fact]
    public void A_group_without_rules_lets_nothing_in()
    {
        Assert.Equal(app, lab.Ask(client, address).Stop?.ComponentId);
        Assert.Empty(Group(app).Ingress);
    }

    [Fact]
    public void A_block_and_a_range_of_ports()
    {
        var rule = lab.Allow(app, "tcp", 80, 89, "10.0.1.0/24");

        Assert.True(lab.Ask(client, address, 85).IsReachable);
        Assert.False(lab.Ask(client, address, 90).IsReachable);
        Assert.False(lab.Ask(client, address, 85, IpProtocol.Udp).IsReachable);
        Assert.Equal(
            [
                new FabricRule
                {
                    Id = rule, Protocol = 6, FromPort = 80, ToPort = 89, Cidr = IPNetwork.Parse("10.0.1.0/24"),
                },
            ],
            Group(app).Ingress);
    }

    [Fact]
    public void A_revoked_rule_is_gone()
    {
        var rule = lab.Allow(app, "tcp", 80, 80, "0.0.0.0/0");
        Assert.True(lab.Ask(client, address).IsReachable);

        lab.Run<RevokeSecurityGroupIngressResult>("RevokeSecurityGroupIngress", new RevokeSecurityGroupIngressRequest
        {
            GroupId = app, SecurityGroupRuleIds = [rule],
        });
        Assert.False(lab.Ask(client, address).IsReachable);
    }

    [Fact]
    public void A_group_as_peer_means_its_members()
    {
        lab.Allow(app, new()
        {
            IpProtocol = "tcp", FromPort = 80, ToPort = 80, UserIdGroupPairs = [new() { GroupId = web }],
        });
        Assert.True(lab.Ask(client, address).IsReachable);

        lab.Run<ModifyInstanceAttributeResult>("ModifyInstanceAttribute", new ModifyInstanceAttributeRequest
        {
            InstanceId = client, Groups = [app],
        });
        Assert.False(lab.Ask(client, address).IsReachable);
    }

    [Fact]
    public void A_group_of_a_peered_vpc_counts_for_packets_of_the_connection()
    {
        var far = lab.Vpc("172.16.0.0/16");
        var farGroup = lab.Group(far);
        var farServer = lab.Launch(lab.Subnet(far, "172.16.1.0/24"), farGroup);
        var peering = lab.Peer(vpc, far);
        lab.Route(lab.MainTable(vpc), "172.16.0.0/16", route => route.VpcPeeringConnectionId = peering);
        lab.Route(lab.MainTable(far), "10.0.0.0/16", route => route.VpcPeeringConnectionId = peering);
        Assert.False(lab.Ask(client, lab.Address(farServer)).IsReachable);

        lab.Allow(farGroup, new()
        {
            IpProtocol = "tcp", FromPort = 80, ToPort = 80,
            UserIdGroupPairs = [new() { GroupId = web, VpcPeeringConnectionId = peering }],
        });
        Assert.True(lab.Ask(client, lab.Address(farServer)).IsReachable);
    }

    [Fact]
    public void A_prefix_list_counts_with_its_entries_of_now()
    {
        var list = lab.Run<CreateManagedPrefixListResult>("CreateManagedPrefixList", new CreateManagedPrefixListRequest
        {
            PrefixListName = "clients", AddressFamily = "IPv4", MaxEntries = 5,
            Entries = [new() { Cidr = "10.0.7.0/24" }],
        }).PrefixList!;
        lab.Allow(app, new()
        {
            IpProtocol = "tcp", FromPort = 80, ToPort = 80,
            PrefixListIds = [new() { PrefixListIdValue = list.PrefixListId }],
        });
        Assert.False(lab.Ask(client, address).IsReachable);

        lab.Run<ModifyManagedPrefixListResult>("ModifyManagedPrefixList", new ModifyManagedPrefixListRequest
        {
            PrefixListId = list.PrefixListId, CurrentVersion = 1, AddEntries = [new() { Cidr = "10.0.1.0/24" }],
        });
        Assert.True(lab.Ask(client, address).IsReachable);
    }

    [Fact]
    public void Egress_is_a_gate_of_its_own()
    {
        lab.Allow(app, "-1", -1, -1, "0.0.0.0/0");
        lab.CloseEgress(web);
        Assert.Equal(web, lab.Ask(client, address).Stop?.ComponentId);

        lab.Run<AuthorizeSecurityGroupEgressResult>("AuthorizeSecurityGroupEgress",
            new AuthorizeSecurityGroupEgressRequest
            {
                GroupId = web,
                IpPermissions = [new() { IpProtocol = "udp", FromPort = 53, ToPort = 53,
                    IpRanges = [new() { CidrIp = "10.0.2.0/24" }] }],
            });
        Assert.True(lab.Ask(client, address, 53, IpProtocol.Udp).IsReachable);
        Assert.False(lab.Ask(client, address, 53).IsReachable);
    }

    [Theory]
    [InlineData(8, 0, true)]
    [InlineData(8, -1, true)]
    [InlineData(-1, -1, true)]
    [InlineData(3, -1, false)]
    public void Icmp_is_allowed_by_type_and_code(int type, int code, bool isAllowed)
    {
        lab.Allow(app, "icmp", type, code, "0.0.0.0/0");

        Assert.Equal(isAllowed, lab.Ask(client, address, 0, IpProtocol.Icmp).IsReachable);
        Assert.False(lab.Ask(client, address).IsReachable);
    }

    [Fact]
    public void A_protocol_by_number()
    {
        lab.Allow(app, new() { IpProtocol = "132", IpRanges = [new() { CidrIp = "0.0.0.0/0" }] });

        Assert.True(lab.Ask(client, address, 0, 132).IsReachable);
        Assert.False(lab.Ask(client, address, 0, 133).IsReachable);
    }

    [Fact]
    public void An_acl_decides_by_number_and_without_memory()
    {
        lab.Allow(app, "-1", -1, -1, "0.0.0.0/0");
        var acl = lab.State.NetworkAcls.Single(one =>
            lab.State.Subnets.Single(subnet => subnet.Id == lab.Instance(server).SubnetId).NetworkAclId == one.Id);
        Entry(acl.Id, 50, isEgress: false, "6", "10.0.1.0/24", 80, 80);
        Assert.Equal("inbound entry 50 denies the packet", lab.Ask(client, address).Stop?.Text);
        Assert.True(lab.Ask(client, address, 81).IsReachable);

        Entry(acl.Id, 60, isEgress: true, "6", "0.0.0.0/0", 32768, 65535);
        var back = lab.Ask(client, address, 81);
        // The default ACL guards the client's subnet as well, so the way there is enough to show order and direction.
        Assert.Equal(acl.Id, back.Stop?.ComponentId);
        Assert.Equal("outbound entry 60 denies the packet", back.Stop?.Text);
    }

    [Fact]
    public void Acl_entries_of_icmp_have_type_and_code()
    {
        lab.Allow(app, "-1", -1, -1, "0.0.0.0/0");
        var acl = lab.State.Subnets.Single(subnet => subnet.Id == lab.Instance(server).SubnetId).NetworkAclId!;
        lab.Run<CreateNetworkAclEntryResult>("CreateNetworkAclEntry", new CreateNetworkAclEntryRequest
        {
            NetworkAclId = acl, RuleNumber = 10, Egress = false, Protocol = "1", RuleAction = "deny",
            CidrBlock = "0.0.0.0/0", IcmpTypeCode = new() { Type = 8, Code = -1 },
        });

        Assert.Equal(acl, lab.Ask(client, address, 0, IpProtocol.Icmp).Stop?.ComponentId);
        Assert.True(lab.Ask(client, address).IsReachable);
    }

    [Fact]
    public void A_subnet_with_another_acl_has_that_one_in_force()
    {
        lab.Allow(app, "-1", -1, -1, "0.0.0.0/0");
        var own = lab.Run<CreateNetworkAclResult>("CreateNetworkAcl", new CreateNetworkAclRequest { VpcId = vpc })
            .NetworkAcl!.NetworkAclId!;
        var association = lab.Run<DescribeNetworkAclsResult>("DescribeNetworkAcls", new DescribeNetworkAclsRequest())
            .NetworkAcls!.SelectMany(acl => acl.Associations!)
            .Single(one => one.SubnetId == lab.Instance(server).SubnetId).NetworkAclAssociationId;
        lab.Run<ReplaceNetworkAclAssociationResult>("ReplaceNetworkAclAssociation",
            new ReplaceNetworkAclAssociationRequest { AssociationId = association, NetworkAclId = own });

        Assert.Equal("inbound entry * denies the packet", lab.Ask(client, address).Stop?.Text);
        Assert.Equal(own, lab.Ask(client, address).Stop?.ComponentId);
    }

    public void Dispose() => lab.Dispose();

    private FabricSecurityGroup Group(string id) => lab.State.SecurityGroups.Single(group => group.Id == id);

    private void Entry(string acl, int number, bool isEgress, string protocol, string block, int from, int to) =>
        lab.Run<CreateNetworkAclEntryResult>("CreateNetworkAclEntry", new CreateNetworkAclEntryRequest
        {
            NetworkAclId = acl, RuleNumber = number, Egress = isEgress, Protocol = protocol, RuleAction = "deny",
            CidrBlock = block, PortRange = new() { From = from, To = to },
        });
}
