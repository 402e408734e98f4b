using Virga.Ec2.Ipams;
using Virga.Ec2.Tags;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Vpcs;

/// <summary>What AWS demands of a VPC.</summary>
internal static class VpcRules
{
    private const int ShortestPrefix = 16;
    private const int LongestPrefix = 28;
    private const int MaxBlocks = 5;
    private const int Ipv6Length = 56;

    /// <summary>A VPC's IPv4 block: between /16 and /28 (VPC User Guide, "VPC CIDR blocks").</summary>
    public static Cidr ParseBlock(string text)
    {
        if (!Cidr.TryParse(text, out var block))
            throw CommonErrors.InvalidParameterValue(
                $"Value ({text}) for parameter cidrBlock is invalid. This is not a valid CIDR block.");
        return block.Length is >= ShortestPrefix and <= LongestPrefix
            ? block.Canonical
            : throw new AwsException("InvalidVpc.Range", $"The CIDR '{text}' is invalid.");
    }

    /// <summary>A further IPv4 block: over none of the VPC's own, five blocks at most.</summary>
    public static Cidr SecondaryBlock(VpcRow vpc, string text)
    {
        var block = ParseBlock(text);
        if (vpc.CidrBlocks.Count >= MaxBlocks)
            throw Ec2Errors.CidrLimitExceeded(vpc.Id, MaxBlocks);
        return vpc.CidrBlocks.Any(one => Cidr.Parse(one.Block).Overlaps(block))
            ? throw new AwsException("InvalidVpc.Range", $"The CIDR '{text}' is invalid.")
            : block;
    }

    /// <summary>A further IPv6 block of Amazon's pool, five at most.</summary>
    public static CidrAssociation NewIpv6Block(Change change, VpcRow? vpc, string? networkBorderGroup)
    {
        if (vpc is not null && vpc.Ipv6CidrBlocks.Count >= MaxBlocks)
            throw Ec2Errors.CidrLimitExceeded(vpc.Id, MaxBlocks);
        return new(change.NewId("vpc-cidr-assoc"), Ipv6Pool.Next(change), VpcCidrBlockStateCode.Associated)
        {
            Pool = "Amazon",
            NetworkBorderGroup = networkBorderGroup ?? change.Region,
        };
    }

    /// <summary>Pools that a request names: those of one's own IPv6 are not here, and a length needs a pool.</summary>
    public static void CheckPools(
        string? ipv6Pool, string? ipv6Block, string? ipv6IpamPool, string? ipv4IpamPool, int? ipv4Length,
        int? ipv6Length)
    {
        if (ipv6Pool is not null)
            throw new AwsException("InvalidPoolID.NotFound", $"The pool ID '{ipv6Pool}' does not exist");
        if (ipv6IpamPool is null && ipv6Block is not null)
            throw CommonErrors.InvalidParameterCombination("Ipv6CidrBlock needs Ipv6Pool or Ipv6IpamPoolId");
        if (ipv4IpamPool is null && ipv4Length is not null)
            throw CommonErrors.InvalidParameterCombination("Ipv4NetmaskLength needs Ipv4IpamPoolId");
        if (ipv6IpamPool is null && ipv6Length is not null)
            throw CommonErrors.InvalidParameterCombination("Ipv6NetmaskLength needs Ipv6IpamPoolId");
    }

    /// <summary>A VPC's IPv6 block of a pool: /44 to /60 in steps of four, /56 where nothing is said.</summary>
    public static IpamChoice? ChooseIpv6(
        Change change, string? poolId, string? block, int? length, List<TagSpecification>? tags)
    {
        if (poolId is null) return null;
        var pool = IpamRules.Pool(change, poolId).Pool;
        var choice = IpamForResource.Choose(
            change, poolId, false, block, length ?? pool.DefaultLength ?? Ipv6Length, tags);
        var prefix = Ipv6Cidr.Parse(choice.Block).Length;
        return prefix is >= 44 and <= 60 && prefix % 4 == 0
            ? choice
            : throw new AwsException("InvalidVpc.Range", $"The CIDR '{choice.Block}' is invalid.");
    }

    /// <summary>The association of a block that a pool gives.</summary>
    public static CidrAssociation IpamBlock(Change change, VpcRow vpc, IpamChoice choice)
    {
        if (vpc.Ipv6CidrBlocks.Count >= MaxBlocks) throw Ec2Errors.CidrLimitExceeded(vpc.Id, MaxBlocks);
        choice.Give(vpc.Id, change.Region);
        return new(change.NewId("vpc-cidr-assoc"), choice.Block, VpcCidrBlockStateCode.Associated)
        {
            Pool = "IPAM Managed", NetworkBorderGroup = change.Region,
        };
    }

    /// <summary>The tags of a VPC, for the rules of a pool.</summary>
    public static List<TagSpecification> TagsOf(Change change, VpcRow vpc) => [new() { Tags = change.TagsOf(vpc.Id) }];
}
