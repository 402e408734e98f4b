using System.Buffers;
using Virga.Ec2.PrefixLists;
using Virga.Service;
using Virga.State;

namespace Virga.Ec2.SecurityGroups;

/// <summary>What AWS demands of a security group. Limits: VPC User Guide, "Amazon VPC quotas".</summary>
internal static class SecurityGroupRules
{
    /// <summary>Rules a group in one direction, of IPv4 and of IPv6 each.</summary>
    public const int MaxRules = 60;

    /// <summary>Groups an interface.</summary>
    public const int MaxGroupsPerInterface = 5;

    private const int MaxTextLength = 255;

    private static readonly SearchValues<char> Allowed = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 ._-:/()#,@[]+=&;{}!$*");

    /// <summary>Checks name and description of a new group (EC2 API Reference, CreateSecurityGroup).</summary>
    public static void CheckNew(WorldView at, string vpcId, string name, string description)
    {
        CheckText(name, "groupName");
        CheckText(description, "GroupDescription");

        // As a comment of LocalStack's AWS-validated tests quotes it.
        if (name.StartsWith("sg-", StringComparison.OrdinalIgnoreCase))
            throw CommonErrors.InvalidParameterValue("Group names may not be in the format sg-*.");
        if (name == SecurityGroupRow.DefaultName)
            throw CommonErrors.InvalidParameterValue("Cannot use reserved security group name: default");
        if (at.Rows<SecurityGroupRow>().By(SecurityGroupRow.ByVpc, vpcId).Any(group => group.Name == name))
            throw Ec2Errors.SecurityGroupDuplicate(name, vpcId);
        Quota.SecurityGroups.Check(at, () => at.Rows<SecurityGroupRow>().Count);
    }

    /// <summary>A description of a rule: the same characters and length as a group's.</summary>
    public static void CheckRuleDescription(string? description)
    {
        if (description is null) return;
        if (description.Length > MaxTextLength || description.AsSpan().ContainsAnyExcept(Allowed))
            throw CommonErrors.InvalidParameterValue(
                "Invalid rule description. Valid descriptions are strings less than 256 characters from the "
                + "following set:  a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*");
    }

    /// <summary>
    /// Refuses rules of a group and direction that are more than AWS allows, for IPv4 and IPv6 each. A prefix list
    /// counts with its size, a group in both families (VPC User Guide, "Security group size" of managed prefix lists).
    /// </summary>
    public static void CheckCount(WorldView at, IEnumerable<SecurityGroupRuleRow> rules)
    {
        var ipv4 = 0;
        var ipv6 = 0;
        foreach (var rule in rules)
        {
            var list = rule.PrefixListId is { } id ? at.Find<PrefixListRow>(id) : null;
            var weight = list is null ? 1 : Math.Max(list.MaxEntries, 1);
            if (rule.CidrIpv6 is null && list is not { AddressFamily: "IPv6" }) ipv4 += weight;
            if (rule.CidrIpv4 is null && list is not { AddressFamily: "IPv4" }) ipv6 += weight;
        }

        if (Math.Max(ipv4, ipv6) > MaxRules) throw Ec2Errors.RulesPerGroupExceeded();
    }

    private static void CheckText(string text, string parameter)
    {
        if (text.Length is 0 or > MaxTextLength)
            throw CommonErrors.InvalidParameterValue(
                $"Value ({text}) for parameter {parameter} is invalid. The length must be 1 to {MaxTextLength}.");
        if (text.AsSpan().ContainsAnyExcept(Allowed))
            throw CommonErrors.InvalidParameterValue(
                $"Value ({text}) for parameter {parameter} is invalid. Character sets beyond ASCII are not supported.");
    }
}
