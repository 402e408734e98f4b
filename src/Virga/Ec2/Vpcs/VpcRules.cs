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
}
