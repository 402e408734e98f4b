using Virga.State;

namespace Virga.Ec2.SecurityGroups;

/// <summary>The group that each VPC has from the start: everything in from itself, everything out.</summary>
internal static class DefaultSecurityGroup
{
    public const string Description = "default VPC security group";

    public static SecurityGroupRow Make(Change change, string vpcId)
    {
        var group = change.Put(new SecurityGroupRow(change.NewId("sg"))
        {
            VpcId = vpcId,
            Name = SecurityGroupRow.DefaultName,
            Description = Description,
        });
        change.Put(new SecurityGroupRuleRow(change.NewId("sgr"))
        {
            GroupId = group.Id,
            IsEgress = false,
            Protocol = "-1",
            ReferencedGroupId = group.Id,
            ReferencedUserId = change.Account,
        });
        AllowAllOut(change, group.Id);
        return group;
    }

    /// <summary>The egress rule that every new group has.</summary>
    public static void AllowAllOut(Change change, string groupId) =>
        change.Put(new SecurityGroupRuleRow(change.NewId("sgr"))
        {
            GroupId = groupId,
            IsEgress = true,
            Protocol = "-1",
            CidrIpv4 = "0.0.0.0/0",
        });

    /// <summary>The egress rule that a new group has too where its VPC has an IPv6 block.</summary>
    public static void AllowAllIpv6Out(Change change, string groupId) =>
        change.Put(new SecurityGroupRuleRow(change.NewId("sgr"))
        {
            GroupId = groupId,
            IsEgress = true,
            Protocol = "-1",
            CidrIpv6 = "::/0",
        });

    /// <summary>The default group of a VPC; each VPC has one.</summary>
    public static SecurityGroupRow Of(WorldView at, string vpcId) =>
        at.Rows<SecurityGroupRow>().By(SecurityGroupRow.ByVpc, vpcId)
            .First(group => group.Name == SecurityGroupRow.DefaultName);
}
