using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.SecurityGroups;

/// <summary>Sets descriptions of rules that exist, named by what they say or by id.</summary>
internal static class RuleDescriptions
{
    public static void Update(
        Change change, SecurityGroupRow group, bool isEgress, List<IpPermission>? permissions,
        List<SecurityGroupRuleDescription>? descriptions)
    {
        if (permissions is not { Count: > 0 } && descriptions is not { Count: > 0 })
            throw CommonErrors.MissingParameter("ipPermissions");
        var present = Revocation.RulesByKey(change, group, isEgress);
        var reader = new PermissionReader(change, group, isEgress) { MayReferToNothing = true };
        foreach (var wanted in reader.Read(permissions ?? []))
        {
            var rule = present.GetValueOrDefault(RuleText.Key(wanted)) ?? throw Ec2Errors.PermissionNotFound();
            change.Put(rule with { Description = wanted.Description });
        }

        foreach (var description in descriptions ?? [])
        {
            SecurityGroupRules.CheckRuleDescription(description.Description);
            var rule = Revocation.Owned(change, group, description.SecurityGroupRuleId ?? "", isEgress);
            change.Put(rule with { Description = description.Description });
        }
    }
}
