using Virga.Wire.Ec2;

namespace Virga.Tests.Ec2.SecurityGroups;

/// <summary>Facts: LocalStack's recordings of AWS for the shapes; AWS's own texts for the errors.</summary>
public sealed class SecurityGroupTests
{
    [Fact]
    public void A_new_group_lets_all_out_and_nothing_in()
    {
        using var world = new TestWorld();

        var made = Create(world, "web");
        var group = Assert.Single(Describe(world, made.GroupId!));

        Assert.Null(made.Tags);
        Assert.Equal($"arn:aws:ec2:us-east-1:{TestWorld.Account}:security-group/{made.GroupId}", made.SecurityGroupArn);
        Assert.Empty(group.IpPermissions!);
        var egress = Assert.Single(group.IpPermissionsEgress!);
        Assert.Equal("-1", egress.IpProtocol);
        Assert.Null(egress.FromPort);
        Assert.Equal("0.0.0.0/0", Assert.Single(egress.IpRanges!).CidrIp);
        Assert.Empty(egress.UserIdGroupPairs!);
        Assert.Empty(group.Tags!);
    }

    [Fact]
    public void A_rule_that_is_there_already_is_a_duplicate_in_any_form_of_its_block()
    {
        using var world = new TestWorld();
        var id = Create(world, "web").GroupId!;
        Authorize(world, id, "tcp", 22, "10.0.0.0/8");

        var error = world.Fail("AuthorizeSecurityGroupIngress", Ingress(id, "6", 22, "10.1.2.3/8"));

        Assert.Equal("InvalidPermission.Duplicate", error.Code);
        Assert.Equal(
            "the specified rule \"peer: 10.0.0.0/8, TCP, from port: 22, to port: 22, ALLOW\" already exists",
            error.Message);
    }

    [Fact]
    public void The_two_views_of_a_rule_agree_and_a_rule_is_revoked_by_its_id()
    {
        using var world = new TestWorld();
        var id = Create(world, "web").GroupId!;
        var rule = Assert.Single(Authorize(world, id, "tcp", 443, "0.0.0.0/0").SecurityGroupRules!);

        world.Run<RevokeSecurityGroupIngressResult>(
            "RevokeSecurityGroupIngress",
            new RevokeSecurityGroupIngressRequest { GroupId = id, SecurityGroupRuleIds = [rule.SecurityGroupRuleId!] });
        var gone = world.Fail(
            "DescribeSecurityGroupRules",
            new DescribeSecurityGroupRulesRequest { SecurityGroupRuleIds = [rule.SecurityGroupRuleId!] });

        Assert.Equal("InvalidSecurityGroupRuleId.NotFound", gone.Code);
        Assert.Empty(Assert.Single(Describe(world, id)).IpPermissions!);
    }

    [Fact]
    public void An_absent_rule_is_an_error_in_a_vpc_and_unknown_in_the_default_vpc()
    {
        using var world = new TestWorld();
        var vpc = world.Run<CreateVpcResult>("CreateVpc", new CreateVpcRequest { CidrBlock = "10.0.0.0/16" }).Vpc!;
        var elsewhere = Create(world, "web", vpc.VpcId).GroupId!;
        var here = Create(world, "web").GroupId!;

        var error = world.Fail("RevokeSecurityGroupIngress", Revoke(elsewhere));
        var answer = world.Run<RevokeSecurityGroupIngressResult>("RevokeSecurityGroupIngress", Revoke(here));

        Assert.Equal("InvalidPermission.NotFound", error.Code);
        Assert.Equal("tcp", Assert.Single(answer.UnknownIpPermissions!).IpProtocol);
    }

    [Fact]
    public void A_name_stands_for_a_group_of_the_default_vpc()
    {
        using var world = new TestWorld();

        var rules = Authorize(world, "default", "tcp", 22, "0.0.0.0/0").SecurityGroupRules!;

        Assert.Single(rules);
        Assert.Equal("InvalidGroupId.Malformed", world.Fail(
            "DescribeSecurityGroups", new DescribeSecurityGroupsRequest { GroupIds = ["nonsense"] }).Code);
        var unknown = world.Fail(
            "DescribeSecurityGroups", new DescribeSecurityGroupsRequest { GroupIds = ["sg-0123456789abcdef0"] });
        Assert.Equal("InvalidGroup.NotFound", unknown.Code);
        Assert.Equal("The security group 'sg-0123456789abcdef0' does not exist", unknown.Message);
    }

    [Fact]
    public void A_group_that_a_rule_names_cannot_be_deleted()
    {
        using var world = new TestWorld();
        var web = Create(world, "web").GroupId!;
        var database = Create(world, "database").GroupId!;
        var pair = new UserIdGroupPair { GroupId = web };
        world.Run<AuthorizeSecurityGroupIngressResult>("AuthorizeSecurityGroupIngress", new
            AuthorizeSecurityGroupIngressRequest
        {
            GroupId = database,
            IpPermissions = [new() { IpProtocol = "-1", UserIdGroupPairs = [pair] }],
        });

        var error = world.Fail("DeleteSecurityGroup", new DeleteSecurityGroupRequest { GroupId = web });
        world.Run<DeleteSecurityGroupResult>(
            "DeleteSecurityGroup", new DeleteSecurityGroupRequest { GroupId = database });
        world.Run<DeleteSecurityGroupResult>("DeleteSecurityGroup", new DeleteSecurityGroupRequest { GroupId = web });

        Assert.Equal("DependencyViolation", error.Code);
        Assert.Equal($"resource {web} has a dependent object", error.Message);
    }

    [Theory]
    [InlineData("sg-mine", "InvalidParameterValue", "Group names may not be in the format sg-*.")]
    [InlineData("default", "InvalidParameterValue", "Cannot use reserved security group name: default")]
    public void Some_names_are_refused(string name, string code, string message)
    {
        using var world = new TestWorld();

        var error = world.Fail(
            "CreateSecurityGroup", new CreateSecurityGroupRequest { GroupName = name, Description = "x" });

        Assert.Equal((code, message), (error.Code, error.Message));
    }

    [Fact]
    public void Sixty_rules_in_a_direction_are_the_limit()
    {
        using var world = new TestWorld();
        var id = Create(world, "web").GroupId!;
        for (var port = 1; port <= 60; port++) Authorize(world, id, "tcp", port, "0.0.0.0/0");

        var error = world.Fail("AuthorizeSecurityGroupIngress", Ingress(id, "tcp", 61, "0.0.0.0/0"));

        Assert.Equal("RulesPerSecurityGroupLimitExceeded", error.Code);
    }

    private static CreateSecurityGroupResult Create(TestWorld world, string name, string? vpcId = null) =>
        world.Run<CreateSecurityGroupResult>(
            "CreateSecurityGroup",
            new CreateSecurityGroupRequest { GroupName = name, Description = "a test", VpcId = vpcId });

    private static List<SecurityGroup> Describe(TestWorld world, string id) =>
        world.Run<DescribeSecurityGroupsResult>(
            "DescribeSecurityGroups", new DescribeSecurityGroupsRequest { GroupIds = [id] }).SecurityGroups!;

    private static AuthorizeSecurityGroupIngressResult Authorize(
        TestWorld world, string id, string protocol, int port, string block) =>
        world.Run<AuthorizeSecurityGroupIngressResult>(
            "AuthorizeSecurityGroupIngress", Ingress(id, protocol, port, block));

    private static AuthorizeSecurityGroupIngressRequest Ingress(
        string id, string protocol, int port, string block) => new()
    {
        GroupId = id,
        IpPermissions =
        [
            new() { IpProtocol = protocol, FromPort = port, ToPort = port, IpRanges = [new() { CidrIp = block }] },
        ],
    };

    private static RevokeSecurityGroupIngressRequest Revoke(string id) => new()
    {
        GroupId = id,
        IpPermissions =
            [new() { IpProtocol = "tcp", FromPort = 9, ToPort = 9, IpRanges = [new() { CidrIp = "0.0.0.0/0" }] }],
    };
}
