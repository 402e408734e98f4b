using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.IpamPrefixListResolvers;

/// <summary>A prefix list follows its resolver no more; its entries stay.</summary>
internal sealed class DeleteIpamPrefixListResolverTarget
    : IMutation<DeleteIpamPrefixListResolverTargetRequest, DeleteIpamPrefixListResolverTargetResult>
{
    public static DeleteIpamPrefixListResolverTargetResult Run(
        DeleteIpamPrefixListResolverTargetRequest input, Change change)
    {
        var row = change.Named<IpamPrefixListResolverTargetRow>(input.IpamPrefixListResolverTargetId);
        var shape = ResolverView.Target(row, change);
        shape.State = IpamPrefixListResolverTargetState.DeleteInProgress;
        change.Remove<IpamPrefixListResolverTargetRow>(row.Id);
        return new() { IpamPrefixListResolverTarget = shape };
    }
}
