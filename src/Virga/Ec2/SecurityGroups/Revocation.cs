using Virga.Ec2.Vpcs;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.SecurityGroups;

/// <summary>
/// Removes rules from a group, by id or by what they say. A rule that is not there: in a VPC of the user's it is an
/// error and nothing is revoked; in the default VPC it is listed as unknown (API Reference,
/// RevokeSecurityGroupIngress).
/// </summary>
internal static class Revocation
{
    /// <summary>The rules that were revoked, and the permissions that were not there.</summary>
    public sealed record Outcome(List<RevokedSecurityGroupRule> Revoked, List<IpPermission> Unknown);

    public static Outcome Run(
        Change change, SecurityGroupRow group, bool isEgress, List<string>? ruleIds, List<IpPermission>? permissions,
        IpPermission? flat)
    {
        if (ruleIds is { Count: > 0 }) return new(ById(change, group, isEgress, ruleIds), []);
        var asked = Authorization.Permissions(permissions, flat);
        if (asked.Count == 0) throw CommonErrors.MissingParameter("ipPermissions");
        return ByPermission(change, group, isEgress, asked);
    }

    /// <summary>The group's rule in this direction with this id.</summary>
    public static SecurityGroupRuleRow Owned(WorldView at, SecurityGroupRow group, string ruleId, bool? isEgress)
    {
        Ids.Check(SecurityGroupRuleRow.Kind, ruleId);
        var rule = at.Get<SecurityGroupRuleRow>(ruleId);
        return rule.GroupId == group.Id && (isEgress is null || rule.IsEgress == isEgress)
            ? rule
            : throw SecurityGroupRuleRow.Kind.NotFound!(ruleId);
    }

    private static List<RevokedSecurityGroupRule> ById(
        Change change, SecurityGroupRow group, bool isEgress, List<string> ruleIds)
    {
        var revoked = new List<RevokedSecurityGroupRule>();
        foreach (var id in ruleIds.Distinct(StringComparer.Ordinal))
        {
            revoked.Add(SecurityGroupRuleView.Revoked(Owned(change, group, id, isEgress)));
            change.Remove<SecurityGroupRuleRow>(id);
        }

        return revoked;
    }

    private static Outcome ByPermission(
        Change change, SecurityGroupRow group, bool isEgress, List<IpPermission> permissions)
    {
        var present = RulesByKey(change, group, isEgress);
        var reader = new PermissionReader(change, group, isEgress) { MayReferToNothing = true };
        var isDefaultVpc = change.Find<VpcRow>(group.VpcId)?.IsDefault == true;
        var outcome = new Outcome([], []);
        foreach (var wanted in reader.Read(permissions))
        {
            if (present.Remove(RuleText.Key(wanted), out var rule))
            {
                outcome.Revoked.Add(SecurityGroupRuleView.Revoked(rule));
                change.Remove<SecurityGroupRuleRow>(rule.Id);
            }
            else if (isDefaultVpc)
                outcome.Unknown.AddRange(SecurityGroupView.Permissions([wanted], change));
            else
                throw Ec2Errors.PermissionNotFound();
        }

        return outcome;
    }

    /// <summary>The rules of a group in one direction, by what they say.</summary>
    public static Dictionary<string, SecurityGroupRuleRow> RulesByKey(
        WorldView at, SecurityGroupRow group, bool isEgress) =>
        at.Rows<SecurityGroupRuleRow>().By(SecurityGroupRuleRow.ByGroup, group.Id)
            .Where(rule => rule.IsEgress == isEgress)
            .ToDictionary(RuleText.Key, StringComparer.Ordinal);
}
