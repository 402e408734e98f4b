using Virga.Tests.Ec2.TransitGateways;
using Virga.Wire.Ec2;

namespace Virga.Tests.Ec2.VpcBlockPublicAccess;

/// <summary>What is blocked for an account, and what an exclusion lets through again.</summary>
public sealed class BlockPublicAccessTests
{
    [Theory]
    [InlineData("block-bidirectional", "allow-bidirectional", "off")]
    [InlineData("block-bidirectional", "allow-egress", "block-ingress")]
    [InlineData("block-ingress", "allow-egress", "block-ingress")]
    public void An_exclusion_opens_a_subnet_and_no_other(string mode, string exclusion, string expected)
    {
        using var world = new TestWorld();
        var (vpc, subnet) = TransitGatewayTests.NewVpc(world, "10.0.0.0/16");

        var before = Mode(world, subnet);
        world.Run<object>("ModifyVpcBlockPublicAccessOptions", new ModifyVpcBlockPublicAccessOptionsRequest
        {
            InternetGatewayBlockMode = mode,
        });
        world.Run<object>("CreateVpcBlockPublicAccessExclusion", new CreateVpcBlockPublicAccessExclusionRequest
        {
            SubnetId = subnet, InternetGatewayExclusionMode = exclusion,
        });
        world.Step(TimeSpan.FromSeconds(2));

        Assert.Equal("off", before);
        Assert.Equal(expected, Mode(world, subnet));
        Assert.Equal(mode, world.Run<DescribeVpcsResult>(
            "DescribeVpcs", new DescribeVpcsRequest { VpcIds = [vpc] }).Vpcs![0]
            .BlockPublicAccessStates!.InternetGatewayBlockMode);
        var twice = world.Fail("CreateVpcBlockPublicAccessExclusion", new CreateVpcBlockPublicAccessExclusionRequest
        {
            SubnetId = subnet, InternetGatewayExclusionMode = exclusion,
        });
        Assert.Equal("VpcBlockPublicAccessExclusionAlreadyExists", twice.Code);
    }

    private static string? Mode(TestWorld world, string subnet) => world.Run<DescribeSubnetsResult>(
        "DescribeSubnets", new DescribeSubnetsRequest { SubnetIds = [subnet] }).Subnets![0]
        .BlockPublicAccessStates!.InternetGatewayBlockMode;
}
