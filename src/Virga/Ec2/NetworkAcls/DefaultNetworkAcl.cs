using Virga.State;

namespace Virga.Ec2.NetworkAcls;

/// <summary>The ACL of all subnets of a VPC that name no other; it allows everything.</summary>
internal static class DefaultNetworkAcl
{
    private const int AllowAllNumber = 100;

    public static NetworkAclRow Make(Change change, string vpcId) =>
        change.Put(new NetworkAclRow(change.NewId("acl"))
        {
            VpcId = vpcId,
            IsDefault = true,
            Entries = [AllowAll(isEgress: true), AllowAll(isEgress: false)],
        });

    /// <summary>Puts a new subnet under its VPC's default ACL.</summary>
    public static void Guard(Change change, string vpcId, string subnetId)
    {
        var acl = change.Rows<NetworkAclRow>().By(NetworkAclRow.ByVpc, vpcId).First(one => one.IsDefault);
        var association = new NetworkAclAssociationRow(change.NewId("aclassoc"), subnetId);
        change.Put(acl with { Associations = [.. acl.Associations, association] });
    }

    private static NetworkAclEntryRow AllowAll(bool isEgress) => new()
    {
        RuleNumber = AllowAllNumber,
        IsEgress = isEgress,
        Protocol = "-1",
        IsAllow = true,
        CidrBlock = "0.0.0.0/0",
    };
}
