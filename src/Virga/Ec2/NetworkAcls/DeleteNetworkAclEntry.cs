using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.NetworkAcls;

/// <summary>Removes an entry from an ACL.</summary>
internal sealed class DeleteNetworkAclEntry : IMutation<DeleteNetworkAclEntryRequest, DeleteNetworkAclEntryResult>
{
    public static DeleteNetworkAclEntryResult Run(DeleteNetworkAclEntryRequest input, Change change)
    {
        var acl = change.Named<NetworkAclRow>(input.NetworkAclId);
        var number = input.RuleNumber ?? 0;
        var rest = acl.Without(number, input.Egress == true) ?? throw Ec2Errors.AclEntryNotFound(number);
        change.Put(acl with { Entries = rest });
        return new();
    }
}
