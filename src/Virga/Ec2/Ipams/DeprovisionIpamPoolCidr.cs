using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Ipams;

/// <summary>Takes a block without allocations from a pool.</summary>
internal sealed class DeprovisionIpamPoolCidr
    : IMutation<DeprovisionIpamPoolCidrRequest, DeprovisionIpamPoolCidrResult>
{
    public static DeprovisionIpamPoolCidrResult Run(DeprovisionIpamPoolCidrRequest input, Change change)
    {
        var pool = change.Named<IpamPoolRow>(input.IpamPoolId);
        var wanted = IpamBlock.TryParse(input.Cidr, pool.IsIpv4);
        var cidr = pool.Cidrs.FirstOrDefault(one => wanted is { } block && IpamBlock.Parse(one.Block) == block)
            ?? throw new AwsException(
                "InvalidIpamPoolCidr.NotFound", $"The pool {pool.Id} has no CIDR {input.Cidr}.");
        Remove(change, pool, cidr);
        return new() { IpamPoolCidr = IpamView.PoolCidr(cidr, IpamPoolCidrState.PendingDeprovision) };
    }

    /// <summary>The pool without the block, which goes back to the pool above.</summary>
    public static IpamPoolRow Remove(Change change, IpamPoolRow pool, IpamPoolCidrRow cidr)
    {
        var block = IpamBlock.Parse(cidr.Block);
        if (IpamAllocator.Taken(change, pool.Id).Exists(one => one.Overlaps(block)))
            throw new AwsException("IncorrectState", $"The CIDR {cidr.Block} of {pool.Id} has allocations.");
        if (pool.SourcePoolId is not null) IpamAllocator.Release(change, pool.Id, cidr.Block);
        return change.Put(pool with { Cidrs = [.. pool.Cidrs.Where(one => one.Id != cidr.Id)] });
    }
}
