using Virga.Ec2.IpamPrefixListResolvers;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Ipams;

/// <summary>
/// Deletes an IPAM: without pools and further scopes, or with all private ones (Cascade).
/// </summary>
internal sealed class DeleteIpam : IMutation<DeleteIpamRequest, DeleteIpamResult>
{
    public static DeleteIpamResult Run(DeleteIpamRequest input, Change change)
    {
        var row = change.Named<IpamRow>(input.IpamId);
        var pools = change.Rows<IpamPoolRow>().Where(one => one.IpamId == row.Id).ToList();
        var scopes = change.Rows<IpamScopeRow>().Where(one => one.IpamId == row.Id).ToList();
        var isHeld = input.Cascade == true
            ? pools.Exists(pool => pool.ScopeId == row.PublicScopeId)
            : pools.Exists(pool => pool.State != "delete-in-progress")
                || scopes.Exists(scope => !scope.IsDefault && scope.State != "delete-in-progress");
        isHeld |= change.Rows<IpamPrefixListResolverRow>().Any(one => one.IpamId == row.Id);
        if (isHeld) throw Ec2Errors.DependencyViolation($"The ipam '{row.Id}' has dependencies and cannot be deleted.");
        foreach (var pool in pools)
        {
            foreach (var allocation in change.Rows<IpamPoolAllocationRow>()
                .By(IpamPoolAllocationRow.ByPool, pool.Id).ToList())
                change.Remove<IpamPoolAllocationRow>(allocation.Id);
            change.Remove<IpamPoolRow>(pool.Id);
        }

        foreach (var policy in change.Rows<IpamPolicyRow>().Where(one => one.IpamId == row.Id).ToList())
            change.Remove<IpamPolicyRow>(policy.Id);
        foreach (var token in change.Rows<IpamVerificationTokenRow>().Where(one => one.IpamId == row.Id).ToList())
            change.Remove<IpamVerificationTokenRow>(token.Id);
        foreach (var scope in scopes) change.Remove<IpamScopeRow>(scope.Id);
        foreach (var association in change.Rows<IpamDiscoveryAssociationRow>().Where(one => one.IpamId == row.Id))
            change.Remove<IpamDiscoveryAssociationRow>(association.Id);
        change.Remove<IpamResourceDiscoveryRow>(row.DiscoveryId);
        var shape = IpamView.Of(row, change);
        shape.State = IpamState.DeleteInProgress;
        IpamRules.Settle(change, row with { State = IpamState.DeleteInProgress });
        return new() { Ipam = shape };
    }
}
