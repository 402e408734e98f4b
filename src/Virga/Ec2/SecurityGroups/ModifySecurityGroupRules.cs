using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.SecurityGroups;

/// <summary>Replaces what rules say, under their ids. The kind of peer cannot change (API Reference).</summary>
internal sealed class ModifySecurityGroupRules
    : IMutation<ModifySecurityGroupRulesRequest, ModifySecurityGroupRulesResult>
{
    public static ModifySecurityGroupRulesResult Run(ModifySecurityGroupRulesRequest input, Change change)
    {
        var group = SecurityGroupLookup.Get(change, input.GroupId, null);
        foreach (var update in input.SecurityGroupRules ?? [])
        {
            var old = Revocation.Owned(change, group, update.SecurityGroupRuleId ?? "", isEgress: null);
            var rule = Rule(change, group, old, update.SecurityGroupRule ?? new());
            var isTaken = change.Rows<SecurityGroupRuleRow>().By(SecurityGroupRuleRow.ByGroup, group.Id)
                .Any(other => other.Id != old.Id && RuleText.Key(other) == RuleText.Key(rule));
            if (isTaken) throw Ec2Errors.PermissionDuplicate(RuleText.Of(rule));
            change.Put(rule);
        }

        foreach (var direction in change.Rows<SecurityGroupRuleRow>().By(SecurityGroupRuleRow.ByGroup, group.Id)
            .GroupBy(rule => rule.IsEgress))
            SecurityGroupRules.CheckCount(change, direction);

        return new() { Return = true };
    }

    private static SecurityGroupRuleRow Rule(
        Change change, SecurityGroupRow group, SecurityGroupRuleRow old, SecurityGroupRuleRequest wanted)
    {
        SecurityGroupRules.CheckRuleDescription(wanted.Description);
        var traffic = RuleTraffic.Read(wanted.IpProtocol, wanted.FromPort, wanted.ToPort);
        var reader = new PermissionReader(change, group, old.IsEgress);
        var rule = old with
        {
            Protocol = traffic.Protocol,
            FromPort = traffic.FromPort,
            ToPort = traffic.ToPort,
            CidrIpv4 = wanted.CidrIpv4 is { } ipv4 ? PermissionReader.Ipv4(ipv4) : null,
            CidrIpv6 = wanted.CidrIpv6 is { } ipv6 ? PermissionReader.Ipv6(ipv6) : null,
            PrefixListId = wanted.PrefixListId is { } list ? reader.PrefixList(list) : null,
            ReferencedGroupId = null,
            ReferencedUserId = null,
            Description = wanted.Description,
        };
        if (wanted.ReferencedGroupId is { } referenced) rule = reader.Referring(rule, new() { GroupId = referenced });
        return KindOfPeer(rule) == KindOfPeer(old)
            ? rule
            : throw CommonErrors.InvalidParameterValue(
                $"The security group rule type of '{old.Id}' cannot be changed.");
    }

    /// <summary>Which of the four kinds of peer; 0 when there is none or more than one.</summary>
    private static int KindOfPeer(SecurityGroupRuleRow rule)
    {
        var kinds = (rule.CidrIpv4 is null ? 0 : 1) + (rule.CidrIpv6 is null ? 0 : 2)
            + (rule.PrefixListId is null ? 0 : 4) + (rule.ReferencedGroupId is null ? 0 : 8);
        return int.IsPow2(kinds) ? kinds : 0;
    }
}
