using Virga.Wire.Ec2;

namespace Virga.Tests.Ec2.Ipams;

/// <summary>Tokens, policies, and what an IPAM sees of addresses.</summary>
public sealed class IpamInsightTests
{
    [Fact]
    public void Public_addresses_are_seen_with_who_has_them()
    {
        using var world = new TestWorld();
        var ipam = NewIpam(world);
        world.Run<object>("AllocateAddress", new AllocateAddressRequest());
        var instance = world.Run<Reservation>("RunInstances", new RunInstancesRequest
        {
            ImageId = "ami-amazonlinux2023", MinCount = 1, MaxCount = 1,
        }).Instances![0].InstanceId;

        var seen = world.Run<GetIpamDiscoveredPublicAddressesResult>(
            "GetIpamDiscoveredPublicAddresses", new GetIpamDiscoveredPublicAddressesRequest
            {
                IpamResourceDiscoveryId = ipam.DefaultResourceDiscoveryId, AddressRegion = "us-east-1",
            }).IpamDiscoveredPublicAddresses!;

        Assert.Equal(
            "disassociated", Assert.Single(seen, one => one.AddressType == "amazon-owned-eip").AssociationStatus);
        Assert.Equal(instance, Assert.Single(seen, one => one.AddressType == "ec2-public-ip").InstanceId);
    }

    [Fact]
    public void What_holds_a_block_is_in_its_history()
    {
        using var world = new TestWorld();
        var ipam = NewIpam(world);
        var vpc = world.Run<CreateVpcResult>("CreateVpc", new CreateVpcRequest { CidrBlock = "10.9.0.0/16" }).Vpc!;

        var records = world.Run<GetIpamAddressHistoryResult>("GetIpamAddressHistory", new GetIpamAddressHistoryRequest
        {
            IpamScopeId = ipam.PrivateDefaultScopeId, Cidr = "10.9.0.0/24",
        }).HistoryRecords!;

        Assert.Equal(vpc.VpcId, Assert.Single(records).ResourceId);
    }

    [Fact]
    public void One_policy_holds_at_a_time_and_is_not_deleted_meanwhile()
    {
        using var world = new TestWorld();
        var ipam = NewIpam(world);
        var (one, two) = (Policy(world, ipam), Policy(world, ipam));
        world.Run<object>("EnableIpamPolicy", new EnableIpamPolicyRequest { IpamPolicyId = one });
        world.Run<object>("EnableIpamPolicy", new EnableIpamPolicyRequest { IpamPolicyId = two });

        var enabled = world.Run<GetEnabledIpamPolicyResult>("GetEnabledIpamPolicy", new GetEnabledIpamPolicyRequest());
        var held = world.Fail("DeleteIpamPolicy", new DeleteIpamPolicyRequest { IpamPolicyId = two });
        world.Run<object>("DeleteIpamPolicy", new DeleteIpamPolicyRequest { IpamPolicyId = one });

        Assert.Equal((true, two), (enabled.IpamPolicyEnabled, enabled.IpamPolicyId));
        Assert.Equal("IncorrectState", held.Code);
    }

    [Fact]
    public void A_token_is_valid_for_three_days()
    {
        using var world = new TestWorld();
        var ipam = NewIpam(world);
        var token = Token(world, ipam);

        var before = Shown(world, token).Status;
        world.Step(TimeSpan.FromDays(4));

        Assert.Equal(("valid", "expired"), (before, Shown(world, token).Status));
    }

    /// <summary>An IPAM with a token and a policy.</summary>
    internal static void Furnish(TestWorld world)
    {
        var ipam = NewIpam(world);
        Token(world, ipam);
        Policy(world, ipam);
    }

    /// <summary>A token of an IPAM.</summary>
    internal static string Token(TestWorld world, Ipam ipam) =>
        world.Run<CreateIpamExternalResourceVerificationTokenResult>(
            "CreateIpamExternalResourceVerificationToken",
            new CreateIpamExternalResourceVerificationTokenRequest { IpamId = ipam.IpamId })
            .IpamExternalResourceVerificationToken!.IpamExternalResourceVerificationTokenId!;

    /// <summary>A policy of an IPAM.</summary>
    internal static string Policy(TestWorld world, Ipam ipam) => world.Run<CreateIpamPolicyResult>(
        "CreateIpamPolicy", new CreateIpamPolicyRequest { IpamId = ipam.IpamId }).IpamPolicy!.IpamPolicyId!;

    private static Ipam NewIpam(TestWorld world) =>
        world.Run<CreateIpamResult>("CreateIpam", new CreateIpamRequest()).Ipam!;

    private static IpamExternalResourceVerificationToken Shown(TestWorld world, string id) =>
        world.Run<DescribeIpamExternalResourceVerificationTokensResult>(
            "DescribeIpamExternalResourceVerificationTokens",
            new DescribeIpamExternalResourceVerificationTokensRequest
            {
                IpamExternalResourceVerificationTokenIds = [id],
            }).IpamExternalResourceVerificationTokens![0];
}
