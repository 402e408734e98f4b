using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.CoipPools;

/// <summary>Lists pools of customer-owned addresses: none.</summary>
internal sealed class DescribeCoipPools : IQuery<DescribeCoipPoolsRequest, DescribeCoipPoolsResult>
{
    public static DescribeCoipPoolsResult Run(DescribeCoipPoolsRequest input, WorldView at)
    {
        CoipPoolIds.Check(input.PoolIds);
        NoItems.Check(input.Filters, input.NextToken, "coip-pool.local-gateway-route-table-id", "coip-pool.pool-id");
        return new() { CoipPools = [] };
    }
}
