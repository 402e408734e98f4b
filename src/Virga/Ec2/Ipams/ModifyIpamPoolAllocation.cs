using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Ipams;

/// <summary>Changes an allocation's description.</summary>
internal sealed class ModifyIpamPoolAllocation
    : IMutation<ModifyIpamPoolAllocationRequest, ModifyIpamPoolAllocationResult>
{
    public static ModifyIpamPoolAllocationResult Run(ModifyIpamPoolAllocationRequest input, Change change)
    {
        var row = change.Named<IpamPoolAllocationRow>(input.IpamPoolAllocationId);
        row = change.Put(row with { Description = input.Description });
        return new() { IpamPoolAllocation = IpamView.Allocation(row, change) };
    }
}
