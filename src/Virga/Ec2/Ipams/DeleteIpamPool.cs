using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Ipams;

/// <summary>Deletes a pool without blocks, allocations and pools below it.</summary>
internal sealed class DeleteIpamPool : IMutation<DeleteIpamPoolRequest, DeleteIpamPoolResult>
{
    public static DeleteIpamPoolResult Run(DeleteIpamPoolRequest input, Change change)
    {
        var row = change.Named<IpamPoolRow>(input.IpamPoolId);
        if (input.Cascade == true)
            foreach (var cidr in row.Cidrs) row = DeprovisionIpamPoolCidr.Remove(change, row, cidr);
        var isHeld = row.Cidrs.Count > 0
            || change.Rows<IpamPoolAllocationRow>().Any(IpamPoolAllocationRow.ByPool, row.Id)
            || change.Rows<IpamPoolRow>().Any(one => one.SourcePoolId == row.Id);
        if (isHeld)
            throw new AwsException(
                "IncorrectState", $"The ipam pool '{row.Id}' has CIDRs, allocations or pools and cannot be deleted.");
        row = IpamRules.Settle(change, row with { State = IpamPoolState.DeleteInProgress });
        return new() { IpamPool = IpamView.Pool(row, change) };
    }
}
