using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Ipams;

/// <summary>Lists allocations of all pools.</summary>
internal sealed class DescribeIpamPoolAllocations
    : IQuery<DescribeIpamPoolAllocationsRequest, DescribeIpamPoolAllocationsResult>
{
    private static readonly Listing<IpamPoolAllocationRow, IpamPoolAllocation> Listing = new()
    {
        View = IpamView.Allocation,
        Filters = new()
        {
            { "cidr", one => one.Cidr },
            { "ipam-pool-allocation-id", one => one.IpamPoolAllocationId },
            { "resource-id", one => one.ResourceId },
            { "resource-owner", one => one.ResourceOwner },
            { "resource-region", one => one.ResourceRegion },
            { "resource-type", one => one.ResourceType },
        },
    };

    public static DescribeIpamPoolAllocationsResult Run(DescribeIpamPoolAllocationsRequest input, WorldView at)
    {
        var page = Listing.Page(at, input.IpamPoolAllocationIds, input.Filters, input.MaxResults, input.NextToken);
        return new() { IpamPoolAllocations = page.Items, NextToken = page.NextToken };
    }
}
