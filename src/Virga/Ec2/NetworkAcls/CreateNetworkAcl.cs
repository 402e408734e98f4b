using Virga.Ec2.Tags;
using Virga.Ec2.Vpcs;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.NetworkAcls;

/// <summary>Creates an ACL that denies everything.</summary>
internal sealed class CreateNetworkAcl : IMutation<CreateNetworkAclRequest, CreateNetworkAclResult>
{
    public static CreateNetworkAclResult Run(CreateNetworkAclRequest input, Change change)
    {
        var vpc = change.Named<VpcRow>(input.VpcId);
        Quota.NetworkAcls.Check(change, () => change.Rows<NetworkAclRow>().By(NetworkAclRow.ByVpc, vpc.Id).Count());
        var acl = change.Put(new NetworkAclRow(change.NewId("acl")) { VpcId = vpc.Id });
        change.TagNew(input.TagSpecifications, ResourceType.NetworkAcl, acl.Id);
        return new() { NetworkAcl = NetworkAclView.Of(acl, change), ClientToken = input.ClientToken };
    }
}
