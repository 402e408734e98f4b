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

    /// <summary>A block that no VPC of any account or region has.</summary>
    public static string Next(Change change)
    {
        while (true)
        {
            var offset = (UInt128)(uint)change.Random() << (128 - VpcPrefixLength);
            var block = new Ipv6Cidr(Range.First | offset, VpcPrefixLength).ToString();
            if (!IsTaken(change, block)) return block;
        }
    }

    private static bool IsTaken(Change change, string block) => change.Scopes.Any(scope =>
        change.Rows<VpcRow>(scope).Any(vpc => vpc.Ipv6CidrBlocks.Any(one => one.Block == block)));
}
