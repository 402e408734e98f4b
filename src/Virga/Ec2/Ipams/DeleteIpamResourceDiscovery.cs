using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Ipams;

/// <summary>Deletes a resource discovery that no IPAM uses and that is no IPAM's own.</summary>
internal sealed class DeleteIpamResourceDiscovery
    : IMutation<DeleteIpamResourceDiscoveryRequest, DeleteIpamResourceDiscoveryResult>
{
    public static DeleteIpamResourceDiscoveryResult Run(DeleteIpamResourceDiscoveryRequest input, Change change)
    {
        var row = change.Named<IpamResourceDiscoveryRow>(input.IpamResourceDiscoveryId);
        if (row.IsDefault)
            throw Ec2Errors.OperationNotPermitted($"The default resource discovery {row.Id} cannot be deleted.");
        if (change.Rows<IpamDiscoveryAssociationRow>().Any(one => one.DiscoveryId == row.Id))
            throw Ec2Errors.DependencyViolation($"The resource discovery '{row.Id}' is associated with an IPAM.");
        row = IpamRules.Settle(change, row with { State = "delete-in-progress" });
        return new() { IpamResourceDiscovery = IpamView.Discovery(row, change) };
    }
}
