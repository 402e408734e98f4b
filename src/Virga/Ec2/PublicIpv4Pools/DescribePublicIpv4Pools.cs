using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.PublicIpv4Pools;

/// <summary>Lists pools of public IPv4 addresses.</summary>
internal sealed class DescribePublicIpv4Pools : IQuery<DescribePublicIpv4PoolsRequest, DescribePublicIpv4PoolsResult>
{
    private static readonly Listing<PublicIpv4PoolRow, PublicIpv4Pool> Listing = new()
    {
        View = PublicIpv4PoolView.Of,
        Filters = [],
    };

    public static DescribePublicIpv4PoolsResult Run(DescribePublicIpv4PoolsRequest input, WorldView at)
    {
        var page = Listing.Page(at, input.PoolIds, input.Filters, input.MaxResults, input.NextToken);
        return new() { PublicIpv4Pools = page.Items, NextToken = page.NextToken };
    }
}
