using Virga.Ec2.Ipams;
using Virga.Ec2.NetworkAcls;
using Virga.Ec2.RouteTables;
using Virga.Ec2.SecurityGroups;
using Virga.Ec2.VpcBlockPublicAccess;
using Virga.Ec2.VpcEncryptionControls;
using Virga.Ec2.VpcPeeringConnections;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Vpcs;

/// <summary>
/// Deletes a VPC with what AWS made with it, and its peering connections (VPC Peering Guide, "Delete"); anything else
/// must be gone before.
/// </summary>
internal sealed class DeleteVpc : IMutation<DeleteVpcRequest, DeleteVpcResult>
{
    public static DeleteVpcResult Run(DeleteVpcRequest input, Change change)
    {
        var id = change.Named<VpcRow>(input.VpcId).Id;
        if (Dependencies.OnVpc(change, id).Any()) throw Ec2Errors.VpcHasDependencies(id);
        foreach (var connection in change.Rows<VpcPeeringConnectionRow>().By(VpcPeeringConnectionRow.ByVpc, id))
            if (!connection.IsOver) PeeringSides.Delete(change, connection);
        foreach (var group in change.Rows<SecurityGroupRow>().By(SecurityGroupRow.ByVpc, id))
            DeleteSecurityGroup.Remove(change, group.Id);
        foreach (var table in change.Rows<RouteTableRow>().By(RouteTableRow.ByVpc, id))
            change.Remove<RouteTableRow>(table.Id);
        foreach (var acl in change.Rows<NetworkAclRow>().By(NetworkAclRow.ByVpc, id))
            change.Remove<NetworkAclRow>(acl.Id);
        IpamAllocator.Release(change, id);
        BlockPublicAccess.Forget(change, id);
        foreach (var control in change.Rows<VpcEncryptionControlRow>().By(VpcEncryptionControlRow.ByVpc, id).ToList())
            change.Remove<VpcEncryptionControlRow>(control.Id);
        change.Cancel<VpcBecomesAvailable>(id);
        change.Remove<VpcRow>(id);
        return new();
    }
}
