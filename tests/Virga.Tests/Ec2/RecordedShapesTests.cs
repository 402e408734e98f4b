using System.Text;
using Virga.Tests.Ec2.TransitGateways;
using Virga.Wire.Ec2;

namespace Virga.Tests.Ec2;

/// <summary>
/// Each default and shape of EC2's network that LocalStack recorded on AWS (its snapshots at commit 8b9a79f05); a test
/// for each line of the list, named after it. Those of VPN gateways and transit gateways are with their families.
/// </summary>
public sealed class RecordedShapesTests
{
    [Fact]
    public void CreateVpc()
    {
        using var world = new TestWorld();
        var vpc = world.Run<CreateVpcResult>("CreateVpc", new CreateVpcRequest { CidrBlock = "10.0.0.0/16" }).Vpc!;

        Assert.Equal(("pending", "default", false), (vpc.State, vpc.InstanceTenancy, vpc.IsDefault));
        var block = Assert.Single(vpc.CidrBlockAssociationSet!);
        Assert.Equal(("10.0.0.0/16", "associated"), (block.CidrBlock, block.CidrBlockState!.State));
        Assert.StartsWith("vpc-cidr-assoc-", block.AssociationId, StringComparison.Ordinal);
        Assert.StartsWith("dopt-", vpc.DhcpOptionsId, StringComparison.Ordinal);
        Assert.Empty(vpc.Ipv6CidrBlockAssociationSet!);
        Assert.Equal(TestWorld.Account, vpc.OwnerId);
        Assert.NotNull(vpc.Tags);
    }

    [Fact]
    public void A_vpc_gets_a_group_an_acl_and_a_main_table_at_once()
    {
        using var world = new TestWorld();
        var (vpc, _) = TransitGatewayTests.NewVpc(world, "10.0.0.0/16");
        for (var i = 0; i < 3; i++) NewTable(world, vpc);

        var group = Assert.Single(Groups(world, vpc));
        Assert.Equal(("default", "default VPC security group"), (group.GroupName, group.Description));
        Assert.True(Assert.Single(Acls(world, vpc)).IsDefault);
        Assert.Equal(4, world.Run<DescribeRouteTablesResult>(
            "DescribeRouteTables", new DescribeRouteTablesRequest { Filters = [Vpc(vpc)] }).RouteTables!.Count);
    }

    [Fact]
    public void GetSecurityGroupsForVpc()
    {
        using var world = new TestWorld();
        var (vpc, _) = TransitGatewayTests.NewVpc(world, "10.0.0.0/16");
        NewGroup(world, vpc);

        var all = world.Run<GetSecurityGroupsForVpcResult>(
            "GetSecurityGroupsForVpc", new GetSecurityGroupsForVpcRequest { VpcId = vpc }).SecurityGroupForVpcs!;

        Assert.Equal(2, all.Count);
        Assert.Equal(all.Select(one => one.GroupId).Order(StringComparer.Ordinal), all.Select(one => one.GroupId));
        Assert.All(all, one => Assert.Equal((vpc, TestWorld.Account), (one.PrimaryVpcId, one.OwnerId)));
        Assert.All(all, one => Assert.Empty(one.Tags!));
        Assert.Contains(all, one => one.GroupName == "default");
    }

    [Fact]
    public void CreateSecurityGroup_and_DescribeSecurityGroups()
    {
        using var world = new TestWorld();
        var (vpc, _) = TransitGatewayTests.NewVpc(world, "10.0.0.0/16");
        var made = NewGroup(world, vpc);
        var shown = Groups(world, vpc).Single(one => one.GroupId == made.GroupId);

        Assert.Equal(
            $"arn:aws:ec2:us-east-1:{TestWorld.Account}:security-group/{made.GroupId}", made.SecurityGroupArn);
        Assert.Null(made.Tags);
        Assert.Empty(shown.IpPermissions!);
        var rule = Assert.Single(shown.IpPermissionsEgress!);
        Assert.Equal(("-1", null, null), (rule.IpProtocol, rule.FromPort, rule.ToPort));
        Assert.Equal("0.0.0.0/0", Assert.Single(rule.IpRanges!).CidrIp);
        Assert.Empty(rule.Ipv6Ranges!);
        Assert.Empty(rule.PrefixListIds!);
        Assert.Empty(rule.UserIdGroupPairs!);
        Assert.Equal(made.SecurityGroupArn, shown.SecurityGroupArn);
    }

    [Fact]
    public void Without_a_vpc_a_group_is_in_the_default_one()
    {
        using var world = new TestWorld();
        var made = world.Run<CreateSecurityGroupResult>("CreateSecurityGroup", new CreateSecurityGroupRequest
        {
            GroupName = "mine", Description = "mine",
        });
        var vpc = world.Run<DescribeVpcsResult>("DescribeVpcs", new DescribeVpcsRequest()).Vpcs![0].VpcId!;
        Assert.Contains(Groups(world, vpc), one => one.GroupId == made.GroupId);
    }

    [Fact]
    public void Route_table()
    {
        using var world = new TestWorld();
        var (vpc, subnet) = TransitGatewayTests.NewVpc(world, "10.0.0.0/16");
        var id = NewTable(world, vpc);
        var association = world.Run<AssociateRouteTableResult>("AssociateRouteTable", new AssociateRouteTableRequest
        {
            RouteTableId = id, SubnetId = subnet,
        }).AssociationId;
        var shown = Table(world, id);
        world.Run<object>(
            "DisassociateRouteTable", new DisassociateRouteTableRequest { AssociationId = association });

        var one = Assert.Single(shown.Associations!);
        Assert.Equal((false, subnet, "associated"), (one.Main, one.SubnetId, one.AssociationState!.State));
        Assert.Empty(shown.PropagatingVgws!);
        Assert.Empty(shown.Tags!);
        var route = Assert.Single(shown.Routes!);
        Assert.Equal(
            ("10.0.0.0/16", "local", "CreateRouteTable", "active"),
            (route.DestinationCidrBlock, route.GatewayId, route.Origin, route.State));
        Assert.Empty(Table(world, id).Associations!);
        world.Run<object>("DeleteRouteTable", new DeleteRouteTableRequest { RouteTableId = id });
        world.Fail("DescribeRouteTables", new DescribeRouteTablesRequest { RouteTableIds = [id] });
    }

    [Fact]
    public void Network_acl()
    {
        using var world = new TestWorld();
        var (vpc, _) = TransitGatewayTests.NewVpc(world, "10.0.0.0/16");
        var acl = world.Run<CreateNetworkAclResult>(
            "CreateNetworkAcl", new CreateNetworkAclRequest { VpcId = vpc }).NetworkAcl!;

        Assert.Equal((false, vpc), (acl.IsDefault, acl.VpcId));
        Assert.Empty(acl.Associations!);
        Assert.Equal([true, false], acl.Entries!.Select(one => one.Egress));
        Assert.All(acl.Entries!, one => Assert.Equal(
            ("0.0.0.0/0", "-1", "deny", 32767), (one.CidrBlock, one.Protocol, one.RuleAction, one.RuleNumber)));
        Assert.All(acl.Entries!, one => Assert.True(one.IcmpTypeCode is null && one.PortRange is null));
    }

    [Fact]
    public void Vpc_peering_before_and_after_it_is_accepted()
    {
        using var world = new TestWorld();
        var (one, _) = TransitGatewayTests.NewVpc(world, "10.0.0.0/16");
        var (other, _) = TransitGatewayTests.NewVpc(world, "10.1.0.0/16");
        var id = world.Run<CreateVpcPeeringConnectionResult>(
            "CreateVpcPeeringConnection", new CreateVpcPeeringConnectionRequest { VpcId = one, PeerVpcId = other })
            .VpcPeeringConnection!.VpcPeeringConnectionId!;
        var before = Peering(world, id);
        world.Run<object>(
            "AcceptVpcPeeringConnection", new AcceptVpcPeeringConnectionRequest { VpcPeeringConnectionId = id });
        var after = Peering(world, id);

        Assert.True(before.AccepterVpcInfo is { CidrBlock: null, CidrBlockSet: null, PeeringOptions: null });
        Assert.NotNull(before.ExpirationTime);
        Assert.Equal("10.0.0.0/16", before.RequesterVpcInfo!.CidrBlock);
        Assert.Null(before.RequesterVpcInfo.Ipv6CidrBlockSet);
        Assert.False(before.RequesterVpcInfo.PeeringOptions!.AllowDnsResolutionFromRemoteVpc);
        Assert.Equal(
            ("pending-acceptance", $"Pending Acceptance by {TestWorld.Account}"),
            (before.Status!.Code, before.Status.Message));
        Assert.Equal(("active", "Active"), (after.Status!.Code, after.Status.Message));
        Assert.Null(after.ExpirationTime);
        Assert.Equal("10.1.0.0/16", after.AccepterVpcInfo!.CidrBlock);
        Assert.Empty(after.Tags!);
    }

    [Fact]
    public void Flow_logs_to_s3()
    {
        using var world = new TestWorld();
        var (vpc, _) = TransitGatewayTests.NewVpc(world, "10.0.0.0/16");
        var made = world.Run<CreateFlowLogsResult>("CreateFlowLogs", new CreateFlowLogsRequest
        {
            ResourceIds = [vpc], ResourceType = "VPC", TrafficType = "ALL", LogDestinationType = "s3",
            LogDestination = "arn:aws:s3:::bucket/subfolder/",
        });
        var log = Assert.Single(world.Run<DescribeFlowLogsResult>(
            "DescribeFlowLogs", new DescribeFlowLogsRequest { FlowLogIds = made.FlowLogIds }).FlowLogs!);

        Assert.NotNull(made.ClientToken);
        Assert.Empty(made.Unsuccessful!);
        Assert.Equal(
            ("SUCCESS", "ACTIVE", 600), (log.DeliverLogsStatus, log.FlowLogStatus, log.MaxAggregationInterval));
        Assert.Equal(
            ("plain-text", false, false),
            (log.DestinationOptions!.FileFormat, log.DestinationOptions.HiveCompatiblePartitions,
                log.DestinationOptions.PerHourPartition));
        Assert.Equal(
            "${version} ${account-id} ${interface-id} ${srcaddr} ${dstaddr} ${srcport} ${dstport} ${protocol} "
            + "${packets} ${bytes} ${start} ${end} ${action} ${log-status}",
            log.LogFormat);
        Assert.Equal((vpc, "ALL"), (log.ResourceId, log.TrafficType));
        Assert.Empty(log.Tags!);
    }

    [Fact]
    public void Availability_zones()
    {
        using var world = new TestWorld();
        foreach (var request in new DescribeAvailabilityZonesRequest[]
        {
            new() { ZoneNames = ["us-east-1a"] },
            new() { ZoneIds = [One(world, new() { ZoneNames = ["us-east-1a"] }).ZoneId!] },
            new() { Filters = [new() { Name = "zone-name", Values = ["us-east-1a"] }] },
        })
        {
            var zone = One(world, request);
            Assert.Equal(
                ("us-east-1a", "us-east-1-zg-1", "US East (N. Virginia) 1", "us-east-1", "opt-in-not-required"),
                (zone.ZoneName, zone.GroupName, zone.GroupLongName, zone.NetworkBorderGroup, zone.OptInStatus));
            Assert.Equal(
                ("us-east-1", "available", "availability-zone"), (zone.RegionName, zone.State, zone.ZoneType));
            Assert.Empty(zone.Messages!);
        }
    }

    [Fact]
    public void Interface_endpoint()
    {
        using var world = new TestWorld();
        var (vpc, subnet) = TransitGatewayTests.NewVpc(world, "10.0.0.0/16");
        world.Run<object>("ModifyVpcAttribute", new ModifyVpcAttributeRequest
        {
            VpcId = vpc, EnableDnsHostnames = new() { Value = true },
        });
        var id = world.Run<CreateVpcEndpointResult>("CreateVpcEndpoint", new CreateVpcEndpointRequest
        {
            VpcId = vpc, ServiceName = "com.amazonaws.us-east-1.logs", VpcEndpointType = "Interface",
            SubnetIds = [subnet], PrivateDnsEnabled = true,
        }).VpcEndpoint!.VpcEndpointId!;
        world.Step(TimeSpan.FromSeconds(2));
        var one = Assert.Single(world.Run<DescribeVpcEndpointsResult>(
            "DescribeVpcEndpoints", new DescribeVpcEndpointsRequest { VpcEndpointIds = [id] }).VpcEndpoints!);

        Assert.Equal(("available", "Interface", "us-east-1"), (one.State, one.VpcEndpointType, one.ServiceRegion));
        Assert.Matches($"^{id}-[0-9a-z]+\\.logs\\.us-east-1\\.vpce\\.amazonaws\\.com$", one.DnsEntries![0].DnsName);
        Assert.Matches($"^{id}-[0-9a-z]+-us-east-1[a-f]\\.logs\\.us-east-1", one.DnsEntries[1].DnsName);
        Assert.Equal("logs.us-east-1.amazonaws.com", one.DnsEntries[2].DnsName);
        Assert.Equal("ipv4", one.DnsOptions!.DnsRecordIpType);
        Assert.Equal("default", Assert.Single(one.Groups!).GroupName);
        Assert.Single(one.NetworkInterfaceIds!);
        Assert.Equal(
            """{"Statement":[{"Action":"*","Effect":"Allow","Principal":"*","Resource":"*"}]}""", one.PolicyDocument);
        Assert.Equal((true, false, "ipv4"), (one.PrivateDnsEnabled, one.RequesterManaged, one.IpAddressType));
        Assert.Empty(one.RouteTableIds!);
        Assert.Empty(one.Tags!);
    }

    [Fact]
    public void Key_pair_of_an_imported_ed25519_key()
    {
        using var world = new TestWorld();
        const string Key =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAILR+zNQbYY5ORuhYXGMTSnjRLzS9C5dUdWRKdlqi20q2";
        world.Run<object>("ImportKeyPair", new ImportKeyPairRequest
        {
            KeyName = "mine", PublicKeyMaterial = Encoding.UTF8.GetBytes(Key),
        });
        var pair = Assert.Single(world.Run<DescribeKeyPairsResult>(
            "DescribeKeyPairs", new DescribeKeyPairsRequest { KeyNames = ["mine"] }).KeyPairs!);

        Assert.Equal("4LmcYnyBOqlloHZ5TKAxfa8BgMK2wL6WeOOTvXVdhmw=", pair.KeyFingerprint);
        Assert.Equal(("ed25519", null), (pair.KeyType, pair.PublicKey));
        Assert.Empty(pair.Tags!);
    }

    [Fact]
    public void Managed_prefix_list()
    {
        using var world = new TestWorld();
        world.Run<object>("CreateManagedPrefixList", new CreateManagedPrefixListRequest
        {
            PrefixListName = "mine", MaxEntries = 10, AddressFamily = "IPv4",
        });
        world.Step(TimeSpan.FromSeconds(2));
        var list = Assert.Single(world.Run<DescribeManagedPrefixListsResult>(
            "DescribeManagedPrefixLists",
            new DescribeManagedPrefixListsRequest
            {
                Filters = [new() { Name = "prefix-list-name", Values = ["mine"] }],
            }).PrefixLists!);

        Assert.Equal(
            ("IPv4", 10, TestWorld.Account, "create-complete", 1L),
            (list.AddressFamily, list.MaxEntries, list.OwnerId, list.State, list.Version));
        Assert.Equal(
            $"arn:aws:ec2:us-east-1:{TestWorld.Account}:prefix-list/{list.PrefixListId}", list.PrefixListArn);
    }

    [Fact]
    public void Dhcp_options()
    {
        using var world = new TestWorld();
        var made = world.Run<CreateDhcpOptionsResult>("CreateDhcpOptions", new CreateDhcpOptionsRequest
        {
            DhcpConfigurations =
            [
                new() { Key = "domain-name", Values = ["example.com"] },
                new() { Key = "domain-name-servers", Values = ["10.2.5.1", "10.2.5.2"] },
                new() { Key = "netbios-name-servers", Values = ["10.2.5.1"] },
                new() { Key = "netbios-node-type", Values = ["2"] },
                new() { Key = "ntp-servers", Values = ["169.254.169.123"] },
            ],
        }).DhcpOptions!;

        Assert.Equal(TestWorld.Account, made.OwnerId);
        Assert.Equal(
            ["domain-name", "domain-name-servers", "netbios-name-servers", "netbios-node-type", "ntp-servers"],
            made.DhcpConfigurations!.Select(one => one.Key));
        Assert.Equal(["10.2.5.1", "10.2.5.2"], made.DhcpConfigurations![1].Values!.Select(one => one.Value));
    }

    [Fact]
    public void Launch_templates_by_id_or_name_with_a_default_version_that_follows()
    {
        using var world = new TestWorld();
        var made = world.Run<CreateLaunchTemplateResult>("CreateLaunchTemplate", new CreateLaunchTemplateRequest
        {
            LaunchTemplateName = "mine", LaunchTemplateData = new() { InstanceType = "t3.micro" },
        }).LaunchTemplate!;
        world.Run<object>("CreateLaunchTemplateVersion", new CreateLaunchTemplateVersionRequest
        {
            LaunchTemplateId = made.LaunchTemplateId, LaunchTemplateData = new() { InstanceType = "t3.small" },
        });
        var changed = world.Run<ModifyLaunchTemplateResult>("ModifyLaunchTemplate", new ModifyLaunchTemplateRequest
        {
            LaunchTemplateName = "mine", DefaultVersion = "2",
        }).LaunchTemplate!;

        Assert.Equal((1L, 2L), (made.DefaultVersionNumber, changed.DefaultVersionNumber));
    }

    private static string NewTable(TestWorld world, string vpc) => world.Run<CreateRouteTableResult>(
        "CreateRouteTable", new CreateRouteTableRequest { VpcId = vpc }).RouteTable!.RouteTableId!;

    private static CreateSecurityGroupResult NewGroup(TestWorld world, string vpc) =>
        world.Run<CreateSecurityGroupResult>("CreateSecurityGroup", new CreateSecurityGroupRequest
        {
            GroupName = "mine", Description = "mine", VpcId = vpc,
        });

    private static RouteTable Table(TestWorld world, string id) => Assert.Single(
        world.Run<DescribeRouteTablesResult>(
            "DescribeRouteTables", new DescribeRouteTablesRequest { RouteTableIds = [id] }).RouteTables!);

    private static List<SecurityGroup> Groups(TestWorld world, string vpc) => world.Run<DescribeSecurityGroupsResult>(
        "DescribeSecurityGroups", new DescribeSecurityGroupsRequest { Filters = [Vpc(vpc)] }).SecurityGroups!;

    private static List<NetworkAcl> Acls(TestWorld world, string vpc) => world.Run<DescribeNetworkAclsResult>(
        "DescribeNetworkAcls", new DescribeNetworkAclsRequest { Filters = [Vpc(vpc)] }).NetworkAcls!;

    private static VpcPeeringConnection Peering(TestWorld world, string id) => Assert.Single(
        world.Run<DescribeVpcPeeringConnectionsResult>(
            "DescribeVpcPeeringConnections",
            new DescribeVpcPeeringConnectionsRequest { VpcPeeringConnectionIds = [id] }).VpcPeeringConnections!);

    private static AvailabilityZone One(TestWorld world, DescribeAvailabilityZonesRequest request) => Assert.Single(
        world.Run<DescribeAvailabilityZonesResult>("DescribeAvailabilityZones", request).AvailabilityZones!);

    private static Filter Vpc(string id) => new() { Name = "vpc-id", Values = [id] };
}
