using Virga.Ec2.Tags;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Ipams;

/// <summary>Lets an IPAM use a resource discovery.</summary>
internal sealed class AssociateIpamResourceDiscovery
    : IMutation<AssociateIpamResourceDiscoveryRequest, AssociateIpamResourceDiscoveryResult>
{
    public static AssociateIpamResourceDiscoveryResult Run(AssociateIpamResourceDiscoveryRequest input, Change change)
    {
        var ipam = change.Named<IpamRow>(input.IpamId);
        var discovery = change.Named<IpamResourceDiscoveryRow>(input.IpamResourceDiscoveryId);
        if (change.Rows<IpamDiscoveryAssociationRow>()
            .Any(one => one.IpamId == ipam.Id && one.DiscoveryId == discovery.Id))
            throw CommonErrors.InvalidParameterValue($"{discovery.Id} is already associated with {ipam.Id}.");
        var row = IpamRules.Settle(change, new IpamDiscoveryAssociationRow(change.NewId("ipam-res-disco-assoc"))
        {
            State = "associate-in-progress", IpamId = ipam.Id, DiscoveryId = discovery.Id, IsDefault = false,
        });
        change.TagNew(input.TagSpecifications, ResourceType.IpamResourceDiscoveryAssociation, row.Id);
        return new() { IpamResourceDiscoveryAssociation = IpamView.Association(row, change) };
    }
}
