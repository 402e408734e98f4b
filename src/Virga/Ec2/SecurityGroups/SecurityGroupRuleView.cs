using Virga.Ec2.Tags;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.SecurityGroups;

/// <summary>A rule as AWS shows it by itself. A protocol without ports shows -1 for both.</summary>
internal static class SecurityGroupRuleView
{
    public static SecurityGroupRule Of(SecurityGroupRuleRow rule, WorldView at) => new()
    {
        SecurityGroupRuleId = rule.Id,
        GroupId = rule.GroupId,
        GroupOwnerId = at.Account,
        IsEgress = rule.IsEgress,
        IpProtocol = rule.Protocol,
        FromPort = rule.FromPort ?? -1,
        ToPort = rule.ToPort ?? -1,
        CidrIpv4 = rule.CidrIpv4,
        CidrIpv6 = rule.CidrIpv6,
        PrefixListId = rule.PrefixListId,
        ReferencedGroupInfo = Referenced(rule, at),
        Description = rule.Description,
        SecurityGroupRuleArn = at.Ec2Arn("security-group-rule", rule.Id),
        Tags = at.TagsOf(rule.Id),
    };

    /// <summary>A rule in the answer that revokes it.</summary>
    public static RevokedSecurityGroupRule Revoked(SecurityGroupRuleRow rule) => new()
    {
        SecurityGroupRuleId = rule.Id,
        GroupId = rule.GroupId,
        IsEgress = rule.IsEgress,
        IpProtocol = rule.Protocol,
        FromPort = rule.FromPort ?? -1,
        ToPort = rule.ToPort ?? -1,
        CidrIpv4 = rule.CidrIpv4,
        CidrIpv6 = rule.CidrIpv6,
        PrefixListId = rule.PrefixListId,
        ReferencedGroupId = rule.ReferencedGroupId,
        Description = rule.Description,
    };

    private static ReferencedSecurityGroup? Referenced(SecurityGroupRuleRow rule, WorldView at) =>
        rule.ReferencedGroupId is null
            ? null
            : new()
            {
                GroupId = rule.ReferencedGroupId,
                UserId = rule.ReferencedUserId ?? at.Account,
                VpcId = rule.ReferencedVpcId,
                VpcPeeringConnectionId = rule.ReferencedPeeringConnectionId,
                PeeringStatus = SecurityGroupView.PeeringStatus(rule, at),
            };
}
