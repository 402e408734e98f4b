using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Tests.Ec2;

/// <summary>Limits: of an account where the setting says so, of one resource always.</summary>
public sealed class QuotaTests
{
    [Fact]
    public void An_account_gets_as_many_vpcs_gateways_and_addresses_as_AWS_gives_at_first()
    {
        using var world = new TestWorld(Rules.Default with { AreQuotasEnforced = true });
        for (var i = 0; i < 4; i++) world.Run<object>("CreateVpc", Vpc(i));
        for (var i = 0; i < 5; i++) world.Run<object>("AllocateAddress", new AllocateAddressRequest());
        for (var i = 0; i < 4; i++) world.Run<object>("CreateInternetGateway", new CreateInternetGatewayRequest());

        var vpc = world.Fail("CreateVpc", Vpc(5));
        var address = world.Fail("AllocateAddress", new AllocateAddressRequest());
        var gateway = world.Fail("CreateInternetGateway", new CreateInternetGatewayRequest());

        Assert.Equal(("VpcLimitExceeded", "The maximum number of VPCs has been reached."), (vpc.Code, vpc.Message));
        Assert.Equal(
            ("AddressLimitExceeded", "The maximum number of addresses has been reached."),
            (address.Code, address.Message));
        Assert.Equal("InternetGatewayLimitExceeded", gateway.Code);
        Assert.Equal("5", Attribute(world, "vpc-max-elastic-ips"));
    }

    [Fact]
    public void Without_the_setting_an_account_gets_more_and_the_attributes_say_so()
    {
        using var world = new TestWorld();
        for (var i = 0; i < 50; i++) world.Run<object>("CreateVpc", Vpc(i));
        for (var i = 0; i < 20; i++) world.Run<object>("AllocateAddress", new AllocateAddressRequest());

        Assert.Equal("131070", Attribute(world, "vpc-max-elastic-ips"));
        Assert.Equal("5", Attribute(world, "vpc-max-security-groups-per-interface"));
    }

    [Fact]
    public void A_group_has_sixty_rules_of_each_family_and_direction()
    {
        using var world = new TestWorld();
        var id = NewGroup(world, "web");
        Authorize(world, id, [.. Enumerable.Range(0, 60).Select(i => new IpRange { CidrIp = $"10.0.{i}.0/24" })], []);
        Authorize(
            world, id, [], [.. Enumerable.Range(0, 60).Select(i => new Ipv6Range { CidrIpv6 = $"2001:db8:{i}::/48" })]);

        var ipv4 = world.Fail("AuthorizeSecurityGroupIngress", Ingress(id, [new() { CidrIp = "10.1.0.0/24" }], []));
        var ipv6 = world.Fail("AuthorizeSecurityGroupIngress", Ingress(id, [], [new() { CidrIpv6 = "2001:db9::/48" }]));

        Assert.Equal("RulesPerSecurityGroupLimitExceeded", ipv4.Code);
        Assert.Equal("RulesPerSecurityGroupLimitExceeded", ipv6.Code);
    }

    [Fact]
    public void A_prefix_list_counts_with_its_size()
    {
        using var world = new TestWorld();
        var id = NewGroup(world, "web");
        var list = world.Run<CreateManagedPrefixListResult>(
            "CreateManagedPrefixList",
            new CreateManagedPrefixListRequest { PrefixListName = "a", AddressFamily = "IPv4", MaxEntries = 60 })
            .PrefixList!.PrefixListId!;
        IpPermission permission = new() { IpProtocol = "-1", PrefixListIds = [new() { PrefixListIdValue = list }] };
        world.Run<object>("AuthorizeSecurityGroupIngress", new AuthorizeSecurityGroupIngressRequest
        {
            GroupId = id, IpPermissions = [permission],
        });

        var more = world.Fail("AuthorizeSecurityGroupIngress", Ingress(id, [new() { CidrIp = "10.1.0.0/24" }], []));
        var larger = world.Fail(
            "ModifyManagedPrefixList", new ModifyManagedPrefixListRequest { PrefixListId = list, MaxEntries = 61 });

        Assert.Equal("RulesPerSecurityGroupLimitExceeded", more.Code);
        Assert.Equal("RulesPerSecurityGroupLimitExceeded", larger.Code);
    }

    [Fact]
    public void An_interface_has_five_groups()
    {
        using var world = new TestWorld();
        var groups = Enumerable.Range(0, 6).Select(i => NewGroup(world, $"g{i}")).ToList();
        var subnet = world.Run<DescribeSubnetsResult>("DescribeSubnets", new DescribeSubnetsRequest())
            .Subnets![0].SubnetId;
        var eni = world.Run<CreateNetworkInterfaceResult>(
            "CreateNetworkInterface",
            new CreateNetworkInterfaceRequest { SubnetId = subnet, Groups = groups[..5] }).NetworkInterface!;

        var error = world.Fail("ModifyNetworkInterfaceAttribute", new ModifyNetworkInterfaceAttributeRequest
        {
            NetworkInterfaceId = eni.NetworkInterfaceId, Groups = groups,
        });

        Assert.Equal(5, eni.Groups!.Count);
        Assert.Equal("SecurityGroupsPerInterfaceLimitExceeded", error.Code);
    }

    private static CreateVpcRequest Vpc(int i) => new() { CidrBlock = $"10.{i}.0.0/16" };

    private static string NewGroup(TestWorld world, string name) => world.Run<CreateSecurityGroupResult>(
        "CreateSecurityGroup", new CreateSecurityGroupRequest { GroupName = name, Description = "d" }).GroupId!;

    private static void Authorize(TestWorld world, string id, List<IpRange> ipv4, List<Ipv6Range> ipv6) =>
        world.Run<object>("AuthorizeSecurityGroupIngress", Ingress(id, ipv4, ipv6));

    private static AuthorizeSecurityGroupIngressRequest Ingress(string id, List<IpRange> ipv4, List<Ipv6Range> ipv6) =>
        new() { GroupId = id, IpPermissions = [new() { IpProtocol = "-1", IpRanges = ipv4, Ipv6Ranges = ipv6 }] };

    private static string? Attribute(TestWorld world, string name) => world.Run<DescribeAccountAttributesResult>(
        "DescribeAccountAttributes", new DescribeAccountAttributesRequest { AttributeNames = [name] })
        .AccountAttributes![0].AttributeValues![0].AttributeValue;
}
