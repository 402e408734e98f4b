using Virga.Ec2.Tags;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.SecurityGroups;

/// <summary>Adds rules to a group, all of them or none.</summary>
internal static class Authorization
{
    public static List<SecurityGroupRule> Run(
        Change change, SecurityGroupRow group, bool isEgress, List<IpPermission>? permissions, IpPermission? flat,
        List<TagSpecification>? tags)
    {
        var asked = Permissions(permissions, flat);
        var rules = new PermissionReader(change, group, isEgress).Read(asked);
        if (rules.Count == 0) throw CommonErrors.MissingParameter("ipPermissions");
        var old = change.Rows<SecurityGroupRuleRow>().By(SecurityGroupRuleRow.ByGroup, group.Id)
            .Where(rule => rule.IsEgress == isEgress).ToList();
        var present = old.Select(RuleText.Key).ToHashSet(StringComparer.Ordinal);
        var made = new List<SecurityGroupRule>();
        foreach (var rule in rules)
        {
            if (!present.Add(RuleText.Key(rule))) throw Ec2Errors.PermissionDuplicate(RuleText.Of(rule));
            var row = change.Put(rule with { Id = change.NewId("sgr") });
            change.TagNew(tags, ResourceType.SecurityGroupRule, row.Id);
            made.Add(SecurityGroupRuleView.Of(row, change));
        }

        SecurityGroupRules.CheckCount(change, old.Concat(rules));

        return made;
    }

    /// <summary>The list of permissions, or the one that the flat parameters describe.</summary>
    public static List<IpPermission> Permissions(List<IpPermission>? permissions, IpPermission? flat)
    {
        if (permissions is { Count: > 0 } && flat is not null)
            throw CommonErrors.InvalidParameterCombination(
                "The parameter 'ipPermissions' may not be used in combination with 'ipProtocol'");
        return permissions is { Count: > 0 } ? permissions : flat is null ? [] : [flat];
    }
}
