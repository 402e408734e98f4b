using Virga.Ec2.Subnets;
using Virga.Ec2.Tags;
using Virga.Ec2.Vpcs;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Ipams;

/// <summary>The VPCs and subnets that an IPAM watches, with what it makes of each of their blocks.</summary>
internal static class IpamResources
{
    /// <summary>The blocks of all resources in the IPAM's regions.</summary>
    public static List<IpamResourceCidr> All(WorldView at, IpamRow ipam)
    {
        var all = new List<IpamResourceCidr>();
        foreach (var region in ipam.Regions)
        {
            var there = at.At(new Scope(at.Account, region));
            foreach (var vpc in there.Rows<VpcRow>())
                foreach (var block in vpc.CidrBlocks.Concat(vpc.Ipv6CidrBlocks).Select(one => one.Block))
                    all.Add(Of(
                        at, there, ipam, vpc.Id, IpamResourceType.Vpc, vpc.Id, block, UsageOfVpc(there, vpc, block)));
            foreach (var subnet in there.Rows<SubnetRow>())
                foreach (var block in subnet.Ipv6CidrBlocks.Select(one => one.Block).Append(subnet.CidrBlock))
                    if (block is not null)
                        all.Add(Of(
                            at, there, ipam, subnet.VpcId, IpamResourceType.Subnet, subnet.Id, block,
                            UsageOfSubnet(there, subnet, block)));
        }

        foreach (var one in all.Where(one => one.OverlapStatus is null)) one.OverlapStatus = Overlap(one, all);
        return all;
    }

    private static IpamResourceCidr Of(
        WorldView at, WorldView there, IpamRow ipam, string vpcId, string type, string id, string block, double usage)
    {
        var setting = ipam.Settings.FirstOrDefault(one => one.ResourceId == id && one.Block == block);
        var allocation = at.Rows<IpamPoolAllocationRow>().By(IpamPoolAllocationRow.ByResource, id)
            .FirstOrDefault(one => one.Block == block);
        var isIgnored = setting is { IsMonitored: false };
        return new()
        {
            IpamId = ipam.Id,
            IpamScopeId = setting?.ScopeId ?? DefaultScope(ipam, block),
            IpamPoolId = allocation?.PoolId,
            ResourceRegion = there.Region,
            ResourceOwnerId = at.Account,
            ResourceId = id,
            ResourceName = there.TagOf(id, "Name"),
            ResourceCidr = block,
            ResourceType = type,
            ResourceTags =
                [.. there.TagsOf(id).Select(tag => new IpamResourceTag { Key = tag.Key, Value = tag.Value })],
            IpUsage = usage,
            ComplianceStatus = isIgnored ? "ignored" : allocation is null ? "unmanaged" : "compliant",
            ManagementState = isIgnored ? "ignored" : allocation is null ? "unmanaged" : "managed",
            OverlapStatus = isIgnored ? "ignored" : null,
            VpcId = vpcId,
        };
    }

    /// <summary>IPv6 of Amazon's is public, all else private.</summary>
    private static string DefaultScope(IpamRow ipam, string block) =>
        block.Contains(':', StringComparison.Ordinal) ? ipam.PublicScopeId : ipam.PrivateScopeId;

    private static double UsageOfVpc(WorldView there, VpcRow vpc, string block)
    {
        var outer = IpamBlock.Parse(block);
        var used = there.Rows<SubnetRow>().By(SubnetRow.ByVpc, vpc.Id)
            .SelectMany(one => one.Ipv6CidrBlocks.Select(each => each.Block).Append(one.CidrBlock)).OfType<string>()
            .Select(IpamBlock.Parse).Where(one => outer.Contains(one)).Sum(one => Math.Pow(2, 128 - one.Length));
        return used / Math.Pow(2, 128 - outer.Length);
    }

    private static double UsageOfSubnet(WorldView there, SubnetRow subnet, string block)
    {
        if (block.Contains(':', StringComparison.Ordinal)) return 0;
        var size = Cidr.Parse(block).Size;
        return (size - (SubnetView.Of(subnet, there).AvailableIpAddressCount ?? 0)) / (double)size;
    }

    /// <summary>Two VPCs of a scope overlap; a subnet does not overlap with its own VPC.</summary>
    private static string Overlap(IpamResourceCidr one, List<IpamResourceCidr> all)
    {
        var block = IpamBlock.Parse(one.ResourceCidr!);
        var isIpv4 = !one.ResourceCidr!.Contains(':', StringComparison.Ordinal);
        return all.Exists(other => other.VpcId != one.VpcId && other.IpamScopeId == one.IpamScopeId
            && other.ManagementState != "ignored"
            && isIpv4 != other.ResourceCidr!.Contains(':', StringComparison.Ordinal)
            && IpamBlock.Parse(other.ResourceCidr!).Overlaps(block))
            ? "overlapping"
            : "nonoverlapping";
    }
}
