using Virga.Ec2.Vpcs;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.SecurityGroups;

/// <summary>
/// Lists groups with rules that refer to a group of a peer VPC which is gone, or whose peering connection is.
/// </summary>
internal sealed class DescribeStaleSecurityGroups
    : IQuery<DescribeStaleSecurityGroupsRequest, DescribeStaleSecurityGroupsResult>
{
    public static DescribeStaleSecurityGroupsResult Run(DescribeStaleSecurityGroupsRequest input, WorldView at)
    {
        var vpc = at.Named<VpcRow>(input.VpcId!);
        var stale = at.Rows<SecurityGroupRow>().By(SecurityGroupRow.ByVpc, vpc.Id)
            .Select(group => View(group, at))
            .Where(group => group.StaleIpPermissions!.Count + group.StaleIpPermissionsEgress!.Count > 0)
            .ToList();
        var page = PageToken.Slice(stale, input.MaxResults, input.NextToken);
        return new() { StaleSecurityGroupSet = page.Items, NextToken = page.NextToken };
    }

    private static StaleSecurityGroup View(SecurityGroupRow group, WorldView at)
    {
        var rules = at.Rows<SecurityGroupRuleRow>().By(SecurityGroupRuleRow.ByGroup, group.Id)
            .Where(rule => IsStale(rule, at)).ToList();
        return new()
        {
            GroupId = group.Id,
            GroupName = group.Name,
            Description = group.Description,
            VpcId = group.VpcId,
            StaleIpPermissions = Permissions(rules.Where(rule => !rule.IsEgress), at),
            StaleIpPermissionsEgress = Permissions(rules.Where(rule => rule.IsEgress), at),
        };
    }

    private static bool IsStale(SecurityGroupRuleRow rule, WorldView at) =>
        rule is { ReferencedPeeringConnectionId: not null, ReferencedGroupId: { } referenced }
        && PeerGroups.PeeringWith(
            at, at.Find<SecurityGroupRow>(rule.GroupId)?.VpcId ?? "", rule.ReferencedUserId ?? at.Account,
            referenced) is null;

    private static List<StaleIpPermission> Permissions(IEnumerable<SecurityGroupRuleRow> rules, WorldView at) =>
        [.. SecurityGroupView.Permissions(rules, at).Select(permission => new StaleIpPermission
        {
            IpProtocol = permission.IpProtocol,
            FromPort = permission.FromPort,
            ToPort = permission.ToPort,
            IpRanges = [],
            PrefixListIds = [],
            UserIdGroupPairs = permission.UserIdGroupPairs,
        })];
}
