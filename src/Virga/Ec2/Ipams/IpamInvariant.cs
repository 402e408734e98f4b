using Virga.Ec2.Subnets;
using Virga.Ec2.Vpcs;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Ipams;

/// <summary>
/// No address of a pool is given twice, none that the pool does not have; what a VPC, subnet or pool took it has, and
/// what it has from a pool is taken.
/// </summary>
internal sealed class IpamInvariant : IInvariant
{
    public static IEnumerable<string> Check(WorldView at)
    {
        foreach (var pool in at.Rows<IpamPoolRow>())
        {
            var within = pool.Cidrs.Select(one => IpamBlock.Parse(one.Block)).ToList();
            var taken = IpamAllocator.Taken(at, pool.Id).OrderBy(one => one.First).ToList();
            foreach (var one in taken)
                if (!within.Exists(outer => outer.Contains(one)))
                    yield return $"{pool.Id} gave {one}, which it does not have.";
            for (var i = 1; i < taken.Count; i++)
                if (taken[i].Overlaps(taken[i - 1])) yield return $"{pool.Id} gave {taken[i]} twice.";
            if (pool.SourcePoolId is null) continue;
            foreach (var cidr in pool.Cidrs)
                if (!at.Rows<IpamPoolAllocationRow>().By(IpamPoolAllocationRow.ByResource, pool.Id)
                    .Any(one => one.PoolId == pool.SourcePoolId && one.Block == cidr.Block))
                    yield return $"{pool.Id} has {cidr.Block}, which nobody gave it.";
        }

        foreach (var row in at.Rows<IpamPoolAllocationRow>())
            if (!IsHeld(at, row)) yield return $"{row.Id} of {row.PoolId} belongs to nobody: {row.ResourceId}.";
    }

    private static bool IsHeld(WorldView at, IpamPoolAllocationRow row)
    {
        if (at.Find<IpamPoolRow>(row.PoolId) is null) return false;
        var there = new Scope(at.Account, row.ResourceRegion ?? at.Region);
        return row.Type switch
        {
            "vpc" => at.Rows<VpcRow>(there).Find(row.ResourceId) is { } vpc
                && vpc.CidrBlocks.Concat(vpc.Ipv6CidrBlocks).Any(one => one.Block == row.Block),
            "subnet" => at.Rows<SubnetRow>(there).Find(row.ResourceId) is { } subnet
                && (subnet.CidrBlock == row.Block || subnet.Ipv6CidrBlocks.Any(one => one.Block == row.Block)),
            "ipam-pool" => at.Find<IpamPoolRow>(row.ResourceId)?.Cidrs.Any(one => one.Block == row.Block) == true,
            _ => true,
        };
    }
}
