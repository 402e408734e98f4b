using Virga.State;

namespace Virga.Ec2.NetworkAcls;

/// <summary>The ACL of all subnets of a VPC that name no other; it allows everything.</summary>
internal static class DefaultNetworkAcl
{
    private const int AllowAllNumber = 100;
    private const int AllowAllIpv6Number = 101;

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

    /// <summary>
    /// Lets IPv6 through when a VPC gets its first IPv6 block, where the number is free (VPC User Guide, "Default
    /// network ACL").
    /// </summary>
    public static void AllowIpv6(Change change, string vpcId)
    {
        var acl = change.Rows<NetworkAclRow>().By(NetworkAclRow.ByVpc, vpcId).First(one => one.IsDefault);
        if (acl.Entries.Any(entry => entry.RuleNumber == AllowAllIpv6Number)) return;
        NetworkAclEntryRow Ipv6(bool isEgress) => AllowAll(isEgress) with
        {
            RuleNumber = AllowAllIpv6Number,
            CidrBlock = null,
            Ipv6CidrBlock = "::/0",
        };
        change.Put(acl with { Entries = [.. acl.Entries, Ipv6(isEgress: true), Ipv6(isEgress: false)] });
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
