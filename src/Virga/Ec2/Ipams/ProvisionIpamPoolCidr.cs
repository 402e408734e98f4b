using Virga.Ec2.Vpcs;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Ipams;

/// <summary>
/// Gives a block to a pool: from the pool above it, from the VPC that it is for, or, in a private scope, any that no
/// other pool of the scope has. Public blocks of one's own need a proof that nobody here can check.
/// </summary>
internal sealed class ProvisionIpamPoolCidr : IMutation<ProvisionIpamPoolCidrRequest, ProvisionIpamPoolCidrResult>
{
    /// <summary>The least and the most that Amazon gives of its own IPv6 (IPAM guide).</summary>
    private const int AmazonLength = 52;

    public static ProvisionIpamPoolCidrResult Run(ProvisionIpamPoolCidrRequest input, Change change)
    {
        var pool = change.Named<IpamPoolRow>(input.IpamPoolId);
        var block = pool.SourcePoolId is { } source
            ? FromAbove(change, pool, change.Get<IpamPoolRow>(source), input)
            : Top(change, pool, input);
        var cidr = new IpamPoolCidrRow(change.NewId("ipam-pool-cidr"), block);
        change.Put(pool with { Cidrs = [.. pool.Cidrs, cidr] });
        return new() { IpamPoolCidr = IpamView.PoolCidr(cidr, IpamPoolCidrState.PendingProvision) };
    }

    private static string FromAbove(
        Change change, IpamPoolRow pool, IpamPoolRow source, ProvisionIpamPoolCidrRequest input) =>
        IpamAllocator.Give(
            change, source,
            new(IpamPoolAllocationResourceType.IpamPool, input.Cidr, input.NetmaskLength)
            {
                ResourceId = pool.Id, Region = change.Region,
            }).Block;

    private static string Top(Change change, IpamPoolRow pool, ProvisionIpamPoolCidrRequest input)
    {
        var scope = change.Get<IpamScopeRow>(pool.ScopeId);
        if (scope.IsPublic) return Public(change, pool, input);
        var text = input.Cidr ?? throw CommonErrors.MissingParameter("cidr");
        var block = IpamBlock.TryParse(text, pool.IsIpv4) ?? throw CommonErrors.InvalidParameterValue(
            $"Value ({text}) for parameter cidr is invalid. This is not a valid CIDR block.");
        if (pool.SourceVpcId is not null) CheckVpc(change, pool, block, text);
        else CheckFree(change, scope.Id, block, text);
        return IpamBlock.Text(block, pool.IsIpv4);
    }

    private static void CheckFree(Change change, string scopeId, Ipv6Cidr block, string text)
    {
        var isTaken = change.Rows<IpamPoolRow>().By(IpamPoolRow.ByScope, scopeId)
            .Where(one => one.SourcePoolId is null && one.SourceVpcId is null)
            .Any(one => one.Cidrs.Any(cidr => IpamBlock.Parse(cidr.Block).Overlaps(block)));
        if (isTaken)
            throw CommonErrors.InvalidParameterValue($"The CIDR {text} overlaps with another pool of the scope.");
    }

    private static void CheckVpc(Change change, IpamPoolRow pool, Ipv6Cidr block, string text)
    {
        var vpc = change.At(new Scope(change.Account, pool.Locale!)).Named<VpcRow>(pool.SourceVpcId);
        var blocks = (pool.IsIpv4 ? vpc.CidrBlocks : vpc.Ipv6CidrBlocks).Select(one => IpamBlock.Parse(one.Block));
        if (!blocks.Any(one => one.Contains(block)))
            throw CommonErrors.InvalidParameterValue($"The CIDR {text} is not in the VPC {vpc.Id}.");
        if (pool.Cidrs.Any(cidr => IpamBlock.Parse(cidr.Block).Overlaps(block)))
            throw Ec2Errors.CidrTaken(text, pool.Id);
    }

    /// <summary>Amazon gives IPv6 of its own, in blocks that no VPC and no other pool has.</summary>
    private static string Public(Change change, IpamPoolRow pool, ProvisionIpamPoolCidrRequest input)
    {
        if (pool.IsIpv4 || pool.PublicIpSource != IpamPoolPublicIpSource.Amazon)
            throw new AwsException(
                "UnsupportedOperation",
                "Virga cannot check who owns a public block; it gives Amazon's IPv6 blocks to pools of that source.");
        var length = input.NetmaskLength ?? AmazonLength;
        if (length is < 40 or > 52 || length % 4 != 0)
            throw CommonErrors.InvalidParameterValue($"Value ({length}) for parameter netmaskLength is invalid.");
        return Ipv6Pool.Next(change, length);
    }
}
