using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Ipams;

/// <summary>Gives back a block that the user set aside; those of resources go with them.</summary>
internal sealed class ReleaseIpamPoolAllocation
    : IMutation<ReleaseIpamPoolAllocationRequest, ReleaseIpamPoolAllocationResult>
{
    public static ReleaseIpamPoolAllocationResult Run(ReleaseIpamPoolAllocationRequest input, Change change)
    {
        var (home, pool) = IpamRules.Pool(change, input.IpamPoolId!);
        var row = home.Find<IpamPoolAllocationRow>(input.IpamPoolAllocationId);
        if (row is null || row.PoolId != pool.Id || row.Block != input.Cidr)
            throw Ec2Errors.AllocationNotFound(input.IpamPoolAllocationId!);
        if (row.Type != IpamPoolAllocationResourceType.Custom)
            throw CommonErrors.InvalidParameterValue(
                $"The allocation {row.Id} belongs to {row.ResourceId} and cannot be released by itself.");
        home.Remove<IpamPoolAllocationRow>(row.Id);
        return new() { Success = true };
    }
}
