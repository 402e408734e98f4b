using Virga.Ec2.Tags;
using Virga.Ec2.VpcPeeringConnections;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.SecurityGroups;

/// <summary>A security group as AWS shows it; its permissions are made from its rules.</summary>
internal static class SecurityGroupView
{
    public static SecurityGroup Of(SecurityGroupRow group, WorldView at)
    {
        var rules = at.Rows<SecurityGroupRuleRow>().By(SecurityGroupRuleRow.ByGroup, group.Id).ToList();
        return new()
        {
            GroupId = group.Id,
            GroupName = group.Name,
            Description = group.Description,
            OwnerId = at.Account,
            VpcId = group.VpcId,
            SecurityGroupArn = ArnOf(at, group.Id),
            IpPermissions = Permissions(rules.Where(rule => !rule.IsEgress), at),
            IpPermissionsEgress = Permissions(rules.Where(rule => rule.IsEgress), at),
            Tags = at.TagsOf(group.Id),
        };
    }

    public static string ArnOf(WorldView at, string groupId) => at.Ec2Arn("security-group", groupId);

    /// <summary>Rules gathered by protocol and ports, in the order of the first of each.</summary>
    public static List<IpPermission> Permissions(IEnumerable<SecurityGroupRuleRow> rules, WorldView at) =>
        [.. rules.GroupBy(rule => (rule.Protocol, rule.FromPort, rule.ToPort)).Select(same => Permission(same, at))];

    /// <summary>The state of the peering connection of a rule, or null where it has none.</summary>
    public static string? PeeringStatus(SecurityGroupRuleRow rule, WorldView at) =>
        rule.ReferencedPeeringConnectionId is { } id
            ? at.Find<VpcPeeringConnectionRow>(id)?.Status ?? VpcPeeringConnectionStateReasonCode.Deleted
            : null;

    private static IpPermission Permission(
        IGrouping<(string Protocol, int? FromPort, int? ToPort), SecurityGroupRuleRow> rules, WorldView at) => new()
        {
            IpProtocol = rules.Key.Protocol,
            FromPort = rules.Key.FromPort,
            ToPort = rules.Key.ToPort,
            IpRanges = [.. rules.Where(rule => rule.CidrIpv4 is not null)
                .Select(rule => new IpRange { CidrIp = rule.CidrIpv4, Description = rule.Description })],
            Ipv6Ranges = [.. rules.Where(rule => rule.CidrIpv6 is not null)
                .Select(rule => new Ipv6Range { CidrIpv6 = rule.CidrIpv6, Description = rule.Description })],
            PrefixListIds = [.. rules.Where(rule => rule.PrefixListId is not null)
                .Select(rule => new PrefixListId
                {
                    PrefixListIdValue = rule.PrefixListId,
                    Description = rule.Description,
                })],
            UserIdGroupPairs = [.. rules.Where(rule => rule.ReferencedGroupId is not null)
                .Select(rule => Pair(rule, at))],
        };

    private static UserIdGroupPair Pair(SecurityGroupRuleRow rule, WorldView at) => new()
    {
        GroupId = rule.ReferencedGroupId,
        UserId = rule.ReferencedUserId ?? at.Account,
        VpcId = rule.ReferencedVpcId,
        VpcPeeringConnectionId = rule.ReferencedPeeringConnectionId,
        PeeringStatus = PeeringStatus(rule, at),
        Description = rule.Description,
    };
}
