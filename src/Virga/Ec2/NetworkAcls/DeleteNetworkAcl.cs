using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.NetworkAcls;

/// <summary>Deletes an ACL without subnets; the default one never.</summary>
internal sealed class DeleteNetworkAcl : IMutation<DeleteNetworkAclRequest, DeleteNetworkAclResult>
{
    public static DeleteNetworkAclResult Run(DeleteNetworkAclRequest input, Change change)
    {
        var acl = change.Named<NetworkAclRow>(input.NetworkAclId);
        if (acl.IsDefault)
            throw CommonErrors.InvalidParameterValue($"cannot delete default network ACL {acl.Id}");
        if (acl.Associations.Count > 0) throw Ec2Errors.InUse("networkAcl", acl.Id);
        change.Remove<NetworkAclRow>(acl.Id);
        return new();
    }
}
