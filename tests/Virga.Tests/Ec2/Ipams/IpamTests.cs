using Virga.Wire.Ec2;

namespace Virga.Tests.Ec2.Ipams;

/// <summary>Pools give blocks once, and get them back with what had them.</summary>
public sealed class IpamTests
{
    [Fact]
    public void A_vpc_takes_a_block_of_a_pool_and_gives_it_back()
    {
        using var world = new TestWorld();
        var pool = NewPool(world, "10.0.0.0/14");

        var one = NewVpc(world, pool, 16);
        var other = NewVpc(world, pool, 16);
        var allocations = Allocations(world, pool);
        world.Run<object>("DeleteVpc", new DeleteVpcRequest { VpcId = one.VpcId });
        var third = NewVpc(world, pool, 17);

        Assert.Equal(("10.0.0.0/16", "10.1.0.0/16"), (one.CidrBlock, other.CidrBlock));
        Assert.Equal([one.VpcId, other.VpcId], allocations.Select(each => each.ResourceId));
        Assert.All(allocations, each => Assert.Equal("vpc", each.ResourceType));
        Assert.Equal("10.0.0.0/17", third.CidrBlock);
        Assert.Equal("10.2.0.0/16", NewVpc(world, pool, 16).CidrBlock);
    }

    [Fact]
    public void A_full_pool_refuses_and_so_does_a_block_that_is_taken()
    {
        using var world = new TestWorld();
        var pool = NewPool(world, "10.0.0.0/16");
        NewVpc(world, pool, 16);

        var full = world.Fail("CreateVpc", new CreateVpcRequest { Ipv4IpamPoolId = pool, Ipv4NetmaskLength = 28 });
        var taken = world.Fail("AllocateIpamPoolCidr", new AllocateIpamPoolCidrRequest
        {
            IpamPoolId = pool, Cidr = "10.0.1.0/24",
        });

        Assert.Equal("InsufficientCidrBlocks", full.Code);
        Assert.Equal("InvalidParameterValue", taken.Code);
        Assert.Single(Allocations(world, pool));
    }

    [Fact]
    public void A_pool_below_another_takes_its_blocks_from_there()
    {
        using var world = new TestWorld();
        var top = NewPool(world, "10.0.0.0/8");
        var below = world.Run<CreateIpamPoolResult>("CreateIpamPool", new CreateIpamPoolRequest
        {
            IpamScopeId = Scope(world), AddressFamily = "ipv4", Locale = "us-east-1", SourceIpamPoolId = top,
        }).IpamPool!;
        world.Run<object>("ProvisionIpamPoolCidr", new ProvisionIpamPoolCidrRequest
        {
            IpamPoolId = below.IpamPoolId, NetmaskLength = 12,
        });
        world.Step(TimeSpan.FromSeconds(2));

        var given = Assert.Single(Allocations(world, top));
        var held = world.Fail("DeleteIpamPool", new DeleteIpamPoolRequest { IpamPoolId = below.IpamPoolId });
        world.Run<object>("DeprovisionIpamPoolCidr", new DeprovisionIpamPoolCidrRequest
        {
            IpamPoolId = below.IpamPoolId, Cidr = given.Cidr,
        });

        Assert.Equal(2, below.PoolDepth);
        Assert.Equal(("10.0.0.0/12", "ipam-pool", below.IpamPoolId),
            (given.Cidr, given.ResourceType, given.ResourceId));
        Assert.Equal("IncorrectState", held.Code);
        Assert.Empty(Allocations(world, top));
    }

    [Fact]
    public void Subnets_take_blocks_of_a_pool_for_their_vpc()
    {
        using var world = new TestWorld();
        NewPool(world, "10.0.0.0/8");
        var vpc = world.Run<CreateVpcResult>("CreateVpc", new CreateVpcRequest { CidrBlock = "10.5.0.0/16" }).Vpc!;
        var pool = world.Run<CreateIpamPoolResult>("CreateIpamPool", new CreateIpamPoolRequest
        {
            IpamScopeId = Scope(world), AddressFamily = "ipv4", Locale = "us-east-1",
            SourceResource = new()
            {
                ResourceId = vpc.VpcId, ResourceType = "vpc", ResourceRegion = "us-east-1",
                ResourceOwner = TestWorld.Account,
            },
        }).IpamPool!.IpamPoolId!;
        world.Run<object>("ProvisionIpamPoolCidr", new ProvisionIpamPoolCidrRequest
        {
            IpamPoolId = pool, Cidr = "10.5.0.0/16",
        });
        world.Run<object>("CreateSubnet", new CreateSubnetRequest { VpcId = vpc.VpcId, CidrBlock = "10.5.0.0/24" });

        var subnet = world.Run<CreateSubnetResult>("CreateSubnet", new CreateSubnetRequest
        {
            VpcId = vpc.VpcId, Ipv4IpamPoolId = pool, Ipv4NetmaskLength = 24,
        }).Subnet!;

        Assert.Equal("10.5.1.0/24", subnet.CidrBlock);
        Assert.Equal(subnet.SubnetId, Assert.Single(Allocations(world, pool)).ResourceId);
    }

    [Fact]
    public void Resources_of_the_account_are_seen_managed_or_not()
    {
        using var world = new TestWorld();
        var pool = NewPool(world, "10.0.0.0/14");
        var managed = NewVpc(world, pool, 16);

        var seen = world.Run<GetIpamResourceCidrsResult>("GetIpamResourceCidrs", new GetIpamResourceCidrsRequest
        {
            IpamScopeId = Scope(world), ResourceType = "vpc",
        }).IpamResourceCidrs!;

        var one = seen.Single(each => each.ResourceId == managed.VpcId);
        Assert.Equal(("managed", "compliant", pool), (one.ManagementState, one.ComplianceStatus, one.IpamPoolId));
        Assert.Contains(seen, each => each.ManagementState == "unmanaged" && each.ResourceCidr == "172.31.0.0/16");
    }

    private static string NewPool(TestWorld world, string block)
    {
        world.Run<object>("CreateIpam", new CreateIpamRequest());
        var pool = world.Run<CreateIpamPoolResult>("CreateIpamPool", new CreateIpamPoolRequest
        {
            IpamScopeId = Scope(world), AddressFamily = "ipv4", Locale = "us-east-1",
        }).IpamPool!.IpamPoolId!;
        world.Run<object>(
            "ProvisionIpamPoolCidr", new ProvisionIpamPoolCidrRequest { IpamPoolId = pool, Cidr = block });
        world.Step(TimeSpan.FromSeconds(2));
        return pool;
    }

    private static string Scope(TestWorld world) => world.Run<DescribeIpamsResult>(
        "DescribeIpams", new DescribeIpamsRequest()).Ipams![0].PrivateDefaultScopeId!;

    private static Vpc NewVpc(TestWorld world, string pool, int length) => world.Run<CreateVpcResult>(
        "CreateVpc", new CreateVpcRequest { Ipv4IpamPoolId = pool, Ipv4NetmaskLength = length }).Vpc!;

    private static List<IpamPoolAllocation> Allocations(TestWorld world, string pool) =>
        world.Run<GetIpamPoolAllocationsResult>(
            "GetIpamPoolAllocations", new GetIpamPoolAllocationsRequest { IpamPoolId = pool }).IpamPoolAllocations!;
}
