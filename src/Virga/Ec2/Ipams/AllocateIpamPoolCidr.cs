using Virga.Ec2.Tags;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Ipams;

/// <summary>Sets a block of a pool aside, or says which would be next.</summary>
internal sealed class AllocateIpamPoolCidr : IMutation<AllocateIpamPoolCidrRequest, AllocateIpamPoolCidrResult>
{
    public static AllocateIpamPoolCidrResult Run(AllocateIpamPoolCidrRequest input, Change change)
    {
        var (home, pool) = IpamRules.Pool(change, input.IpamPoolId!);
        var wanted = new IpamWish(IpamPoolAllocationResourceType.Custom, input.Cidr, input.NetmaskLength)
        {
            Region = change.Region,
            Description = input.Description,
            Allowed = input.AllowedCidrs ?? [],
            Disallowed = input.DisallowedCidrs ?? [],
        };
        if (input.PreviewNextCidr == true)
            return new() { IpamPoolAllocation = new() { Cidr = IpamAllocator.Choose(home, pool, wanted) } };
        var row = IpamAllocator.Give(home, pool, wanted);
        home.TagNew(input.TagSpecifications, ResourceType.IpamPoolAllocation, row.Id);
        return new() { IpamPoolAllocation = IpamView.Allocation(row, home) };
    }
}
