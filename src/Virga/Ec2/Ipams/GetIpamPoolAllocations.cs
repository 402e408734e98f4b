using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Ipams;

/// <summary>Lists the allocations of a pool.</summary>
internal sealed class GetIpamPoolAllocations : IQuery<GetIpamPoolAllocationsRequest, GetIpamPoolAllocationsResult>
{
    public static GetIpamPoolAllocationsResult Run(GetIpamPoolAllocationsRequest input, WorldView at)
    {
        var pool = at.Named<IpamPoolRow>(input.IpamPoolId);
        if (input.IpamPoolAllocationId is { } id && at.Find<IpamPoolAllocationRow>(id)?.PoolId != pool.Id)
            throw Ec2Errors.AllocationNotFound(id);
        var listing = new Listing<IpamPoolAllocationRow, IpamPoolAllocation>
        {
            View = IpamView.Allocation,
            IsVisible = (row, _) => row.PoolId == pool.Id,
            Filters = new()
            {
                { "cidr", one => one.Cidr },
                { "resource-id", one => one.ResourceId },
                { "resource-owner", one => one.ResourceOwner },
                { "resource-region", one => one.ResourceRegion },
                { "resource-type", one => one.ResourceType },
            },
        };
        var page = listing.Page(
            at, input.IpamPoolAllocationId is { } only ? [only] : null, input.Filters, input.MaxResults,
            input.NextToken);
        return new() { IpamPoolAllocations = page.Items, NextToken = page.NextToken };
    }
}
