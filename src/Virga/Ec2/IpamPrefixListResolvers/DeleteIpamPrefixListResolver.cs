using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.IpamPrefixListResolvers;

/// <summary>Deletes a resolver without targets.</summary>
internal sealed class DeleteIpamPrefixListResolver
    : IMutation<DeleteIpamPrefixListResolverRequest, DeleteIpamPrefixListResolverResult>
{
    public static DeleteIpamPrefixListResolverResult Run(DeleteIpamPrefixListResolverRequest input, Change change)
    {
        var row = change.Named<IpamPrefixListResolverRow>(input.IpamPrefixListResolverId);
        if (change.Rows<IpamPrefixListResolverTargetRow>().Any(IpamPrefixListResolverTargetRow.ByResolver, row.Id))
            throw Ec2Errors.DependencyViolation($"The resolver '{row.Id}' has targets and cannot be deleted.");
        var shape = ResolverView.Of(row, change);
        shape.State = IpamPrefixListResolverState.DeleteInProgress;
        change.Cancel<ResolverIsAskedAgain>(row.Id);
        change.Remove<IpamPrefixListResolverRow>(row.Id);
        return new() { IpamPrefixListResolver = shape };
    }
}
