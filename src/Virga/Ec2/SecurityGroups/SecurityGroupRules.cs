using System.Buffers;
using Virga.Service;
using Virga.State;

namespace Virga.Ec2.SecurityGroups;

/// <summary>What AWS demands of a security group. Limits: VPC User Guide, "Amazon VPC quotas".</summary>
internal static class SecurityGroupRules
{
    /// <summary>Rules a group in one direction.</summary>
    public const int MaxRules = 60;

    private const int MaxGroups = 2_500;
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
        if (at.Rows<SecurityGroupRow>().Count >= MaxGroups)
            throw Ec2Errors.LimitExceeded(
                "SecurityGroupLimitExceeded", "The maximum number of security groups has been reached.");
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
