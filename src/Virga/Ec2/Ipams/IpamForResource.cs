using Virga.Ec2.SpotInstances;
using Virga.Ec2.Subnets;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Ipams;

/// <summary>Blocks of VPCs and subnets from pools.</summary>
internal static class IpamForResource
{
    /// <summary>Chooses a block for a resource of the caller's region, with the pool's rules for resources.</summary>
    public static IpamChoice Choose(
        Change change, string poolId, bool isIpv4, string? block, int? length, List<TagSpecification>? tags,
        string? vpcId = null)
    {
        var (home, pool) = IpamRules.Pool(change, poolId);
        if (pool.IsIpv4 != isIpv4)
            throw CommonErrors.InvalidParameterValue($"The pool {pool.Id} is of another address family.");
        if (pool.SourceVpcId != vpcId)
            throw CommonErrors.InvalidParameterValue(
                $"The pool {pool.Id} cannot be used here: its source resource is {pool.SourceVpcId ?? "no VPC"}.");
        if (vpcId is null && pool.Locale != change.Region)
            throw CommonErrors.InvalidParameterValue(
                $"The pool {pool.Id} has the locale {pool.Locale ?? "None"}, not {change.Region}.");
        CheckTags(pool, tags);
        var type = vpcId is null ? IpamPoolAllocationResourceType.Vpc : IpamPoolAllocationResourceType.Subnet;
        return new(home, pool, type, IpamAllocator.Choose(home, pool, new(type, block, length)
        {
            Disallowed = vpcId is null ? [] : SubnetBlocks(change, vpcId),
        }));
    }

    /// <summary>Blocks of subnets that did not take them from the pool.</summary>
    private static List<string> SubnetBlocks(Change change, string vpcId) =>
        [.. change.Rows<SubnetRow>().By(SubnetRow.ByVpc, vpcId)
            .SelectMany(one => one.Ipv6CidrBlocks.Select(each => each.Block).Append(one.CidrBlock)).OfType<string>()];

    private static void CheckTags(IpamPoolRow pool, List<TagSpecification>? specifications)
    {
        var given = (specifications ?? []).SelectMany(one => one.Tags ?? []).ToList();
        foreach (var (key, value) in pool.ResourceTags)
            if (!given.Exists(tag => tag.Key == key && (tag.Value ?? "") == value))
                throw CommonErrors.InvalidParameterValue(
                    $"The resource lacks the tag {key}={value} that the pool {pool.Id} demands.");
    }
}

/// <summary>A block that was chosen for a resource which is about to be made.</summary>
internal sealed record IpamChoice(Change Home, IpamPoolRow Pool, string Type, string Block)
{
    /// <summary>Gives the block to the resource.</summary>
    public void Give(string resourceId, string region) =>
        IpamAllocator.Give(Home, Pool, new(Type, Block, null) { ResourceId = resourceId, Region = region });
}
