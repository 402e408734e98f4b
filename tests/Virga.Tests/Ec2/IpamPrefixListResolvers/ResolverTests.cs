using Virga.Wire.Ec2;

namespace Virga.Tests.Ec2.IpamPrefixListResolvers;

/// <summary>A resolver chooses blocks by rules, and the prefix lists that follow it have them.</summary>
public sealed class ResolverTests
{
    [Fact]
    public void A_list_follows_what_the_rules_choose()
    {
        using var world = new TestWorld();
        var (resolver, target, list) = Make(world, "10.0.0.0/12");

        var before = Entries(world, list);
        world.Run<object>("CreateVpc", new CreateVpcRequest { CidrBlock = "10.3.0.0/16" });
        world.Run<object>("CreateVpc", new CreateVpcRequest { CidrBlock = "10.200.0.0/16" });
        world.Step(TimeSpan.FromMinutes(2));
        var after = Entries(world, list);
        var versions = world.Run<GetIpamPrefixListResolverVersionsResult>(
            "GetIpamPrefixListResolverVersions",
            new GetIpamPrefixListResolverVersionsRequest { IpamPrefixListResolverId = resolver })
            .IpamPrefixListResolverVersions!;
        var shown = world.Run<DescribeIpamPrefixListResolverTargetsResult>(
            "DescribeIpamPrefixListResolverTargets",
            new DescribeIpamPrefixListResolverTargetsRequest { IpamPrefixListResolverTargetIds = [target] })
            .IpamPrefixListResolverTargets![0];

        Assert.Equal(["192.0.2.0/24"], before);
        Assert.Equal(["10.3.0.0/16", "192.0.2.0/24"], after);
        Assert.Equal([1L, 2L], versions.Select(one => one.Version ?? 0L));
        Assert.Equal(("sync-complete", 2L), (shown.State, shown.LastSyncedVersion));
    }

    [Fact]
    public void What_does_not_fit_is_said_and_a_resolver_with_targets_stays()
    {
        using var world = new TestWorld();
        var (resolver, target, list) = Make(world, "10.0.0.0/12");
        for (var i = 1; i < 4; i++)
            world.Run<object>("CreateVpc", new CreateVpcRequest { CidrBlock = $"10.{i}.0.0/16" });
        world.Step(TimeSpan.FromMinutes(2));

        var shown = world.Run<DescribeIpamPrefixListResolverTargetsResult>(
            "DescribeIpamPrefixListResolverTargets", new DescribeIpamPrefixListResolverTargetsRequest())
            .IpamPrefixListResolverTargets![0];
        var held = world.Fail(
            "DeleteIpamPrefixListResolver",
            new DeleteIpamPrefixListResolverRequest { IpamPrefixListResolverId = resolver });
        world.Run<object>("DeleteIpamPrefixListResolverTarget", new DeleteIpamPrefixListResolverTargetRequest
        {
            IpamPrefixListResolverTargetId = target,
        });
        world.Run<object>("DeleteIpamPrefixListResolver", new DeleteIpamPrefixListResolverRequest
        {
            IpamPrefixListResolverId = resolver,
        });

        Assert.Equal(("sync-failed", 1L), (shown.State, shown.LastSyncedVersion));
        Assert.Equal("DependencyViolation", held.Code);
        Assert.Equal(["192.0.2.0/24"], Entries(world, list));
    }

    /// <summary>
    /// A resolver of VPCs within a block and of one static block, with a prefix list of three entries.
    /// </summary>
    internal static (string Resolver, string Target, string List) Make(TestWorld world, string within)
    {
        var ipam = world.Run<CreateIpamResult>("CreateIpam", new CreateIpamRequest()).Ipam!;
        var resolver = world.Run<CreateIpamPrefixListResolverResult>(
            "CreateIpamPrefixListResolver",
            new CreateIpamPrefixListResolverRequest
            {
                IpamId = ipam.IpamId, AddressFamily = "ipv4",
                Rules =
                [
                    new() { RuleType = "static-cidr", StaticCidr = "192.0.2.0/24" },
                    new()
                    {
                        RuleType = "ipam-resource-cidr", IpamScopeId = ipam.PrivateDefaultScopeId,
                        ResourceType = "vpc", Conditions = [new() { Operation = "subnet-of", Cidr = within }],
                    },
                ],
            }).IpamPrefixListResolver!.IpamPrefixListResolverId!;
        var list = world.Run<CreateManagedPrefixListResult>(
            "CreateManagedPrefixList",
            new CreateManagedPrefixListRequest { PrefixListName = "a", AddressFamily = "IPv4", MaxEntries = 3 })
            .PrefixList!.PrefixListId!;
        var target = world.Run<CreateIpamPrefixListResolverTargetResult>(
            "CreateIpamPrefixListResolverTarget",
            new CreateIpamPrefixListResolverTargetRequest
            {
                IpamPrefixListResolverId = resolver, PrefixListId = list, PrefixListRegion = "us-east-1",
                TrackLatestVersion = true,
            }).IpamPrefixListResolverTarget!.IpamPrefixListResolverTargetId!;
        return (resolver, target, list);
    }

    private static List<string> Entries(TestWorld world, string list) =>
        [.. world.Run<GetManagedPrefixListEntriesResult>(
            "GetManagedPrefixListEntries", new GetManagedPrefixListEntriesRequest { PrefixListId = list })
            .Entries!.Select(one => one.Cidr!)];
}
