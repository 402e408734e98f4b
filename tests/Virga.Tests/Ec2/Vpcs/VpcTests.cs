using Virga.Wire.Ec2;

namespace Virga.Tests.Ec2.Vpcs;

public sealed class VpcTests
{
    [Fact]
    public void A_region_starts_with_a_default_vpc()
    {
        using var world = new TestWorld();

        var vpc = Assert.Single(world.Run<DescribeVpcsResult>("DescribeVpcs", new DescribeVpcsRequest()).Vpcs!);

        Assert.Equal("172.31.0.0/16", vpc.CidrBlock);
        Assert.True(vpc.IsDefault);
        Assert.Equal(TestWorld.Account, vpc.OwnerId);
        Assert.Matches("^vpc-0[0-9a-f]{16}$", vpc.VpcId);
        Assert.StartsWith("dopt-", vpc.DhcpOptionsId, StringComparison.Ordinal);
    }

    [Fact]
    public void A_new_vpc_is_pending_and_then_available()
    {
        using var world = new TestWorld();

        var made = world.Run<CreateVpcResult>("CreateVpc", new CreateVpcRequest { CidrBlock = "10.0.0.0/16" }).Vpc!;
        world.Step(TimeSpan.FromSeconds(1));
        var later = world.Run<DescribeVpcsResult>("DescribeVpcs", new DescribeVpcsRequest { VpcIds = [made.VpcId!] });

        Assert.Equal(VpcState.Pending, made.State);
        Assert.Equal(VpcState.Available, Assert.Single(later.Vpcs!).State);
    }

    [Fact]
    public void A_dry_run_changes_nothing()
    {
        using var world = new TestWorld();

        var error = world.Fail("CreateVpc", new CreateVpcRequest { CidrBlock = "10.0.0.0/16", DryRun = true });

        Assert.Equal("DryRunOperation", error.Code);
        Assert.Single(world.Run<DescribeVpcsResult>("DescribeVpcs", new DescribeVpcsRequest()).Vpcs!);
    }

    [Fact]
    public void An_unknown_vpc_is_not_found()
    {
        using var world = new TestWorld();

        var error = world.Fail("DescribeVpcs", new DescribeVpcsRequest { VpcIds = ["vpc-0123456789abcdef0"] });

        Assert.Equal("InvalidVpcID.NotFound", error.Code);
        Assert.Equal("The vpc ID 'vpc-0123456789abcdef0' does not exist", error.Message);
    }
}
