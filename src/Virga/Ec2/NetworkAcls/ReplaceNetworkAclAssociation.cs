using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.NetworkAcls;

/// <summary>Puts a subnet under another ACL; the association gets a new id.</summary>
internal sealed class ReplaceNetworkAclAssociation
    : IMutation<ReplaceNetworkAclAssociationRequest, ReplaceNetworkAclAssociationResult>
{
    public static ReplaceNetworkAclAssociationResult Run(ReplaceNetworkAclAssociationRequest input, Change change)
    {
        var id = input.AssociationId!;
        var source = change.Rows<NetworkAclRow>().FirstOrDefault(acl => acl.Associations.Any(one => one.Id == id))
            ?? throw Ec2Errors.AssociationNotFound(id);
        var target = change.Named<NetworkAclRow>(input.NetworkAclId);
        if (target.VpcId != source.VpcId)
            throw CommonErrors.InvalidParameterValue(
                $"Network ACL {target.Id} and network ACL {source.Id} belong to different networks");
        var subnetId = source.Associations.First(one => one.Id == id).SubnetId;
        change.Put(source with { Associations = [.. source.Associations.Where(one => one.Id != id)] });
        var moved = new NetworkAclAssociationRow(change.NewId("aclassoc"), subnetId);
        change.Update<NetworkAclRow>(target.Id, acl => acl with { Associations = [.. acl.Associations, moved] });
        return new() { NewAssociationId = moved.Id };
    }
}
