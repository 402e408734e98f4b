using Virga.Ec2.Ipams;
using Virga.Ec2.Vpcs;
using Virga.State;

namespace Virga.Ec2;

/// <summary>
/// IPv6 blocks for VPCs, from the range that Amazon's own come from (2600:1f00::/24, ARIN). A VPC gets a /56.
/// </summary>
internal static class Ipv6Pool
{
    private const int VpcPrefixLength = 56;
    private static readonly Ipv6Cidr Range = Ipv6Cidr.Parse("2600:1f00::/24");

    /// <summary>A block that no VPC and no pool of any account or region has a part of.</summary>
    public static string Next(Change change, int length = VpcPrefixLength)
    {
        while (true)
        {
            var offset = (UInt128)(uint)change.Random() << (128 - VpcPrefixLength);
            var block = new Ipv6Cidr(Range.First | offset, length).Canonical;
            if (!IsTaken(change, block)) return block.ToString();
        }
    }

    /// <summary>Whether a block is one of Amazon's; others are of private scopes.</summary>
    public static bool IsAmazon(string block) => Range.Contains(Ipv6Cidr.Parse(block));

    private static bool IsTaken(Change change, Ipv6Cidr block) => change.Scopes.Any(scope =>
        change.Rows<VpcRow>(scope).Any(vpc => vpc.Ipv6CidrBlocks.Any(one => Overlaps(one.Block, block)))
        || change.Rows<IpamPoolRow>(scope).Any(pool =>
            !pool.IsIpv4 && pool.Cidrs.Any(one => Overlaps(one.Block, block))));

    private static bool Overlaps(string text, Ipv6Cidr block) => Ipv6Cidr.Parse(text).Overlaps(block);
}
