using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Ipams;

/// <summary>An IPAM no longer uses a resource discovery; its own stays.</summary>
internal sealed class DisassociateIpamResourceDiscovery
    : IMutation<DisassociateIpamResourceDiscoveryRequest, DisassociateIpamResourceDiscoveryResult>
{
    public static DisassociateIpamResourceDiscoveryResult Run(
        DisassociateIpamResourceDiscoveryRequest input, Change change)
    {
        var row = change.Named<IpamDiscoveryAssociationRow>(input.IpamResourceDiscoveryAssociationId);
        if (row.IsDefault)
            throw Ec2Errors.OperationNotPermitted($"The default association {row.Id} cannot be removed.");
        row = IpamRules.Settle(change, row with { State = "disassociate-in-progress" });
        return new() { IpamResourceDiscoveryAssociation = IpamView.Association(row, change) };
    }
}
