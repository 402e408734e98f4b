using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Ipv6Pools;

/// <summary>Lists pools of one's own IPv6 blocks: none.</summary>
internal sealed class DescribeIpv6Pools : IQuery<DescribeIpv6PoolsRequest, DescribeIpv6PoolsResult>
{
    public static DescribeIpv6PoolsResult Run(DescribeIpv6PoolsRequest input, WorldView at)
    {
        Ipv6PoolIds.Check(input.PoolIds);
        NoItems.Check(input.Filters, input.NextToken);
        return new() { Ipv6Pools = [] };
    }
}
