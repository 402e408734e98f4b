using Virga.Service;

namespace Virga.Ec2;

/// <summary>Errors of security groups. Texts: recorded where a test says so; the rest from memory, unchecked.</summary>
internal static partial class Ec2Errors
{
    public static AwsException SecurityGroupDuplicate(string name, string vpcId) => new(
        "InvalidGroup.Duplicate", $"The security group '{name}' already exists for VPC '{vpcId}'");

    public static AwsException SecurityGroupNotFoundByName(string name, string vpcId) => new(
        "InvalidGroup.NotFound", $"The security group '{name}' does not exist in default VPC '{vpcId}'");

    public static AwsException SecurityGroupCannotDelete(string id, string name) => new(
        "CannotDelete", $"the specified group: \"{id}\" name: \"{name}\" cannot be deleted by a user");

    /// <summary>The general text of a resource that others refer to.</summary>
    public static AwsException HasDependentObject(string id) =>
        DependencyViolation($"resource {id} has a dependent object");

    public static AwsException PermissionDuplicate(string rule) => new(
        "InvalidPermission.Duplicate", $"the specified rule \"{rule}\" already exists");

    public static AwsException PermissionNotFound() => new(
        "InvalidPermission.NotFound", "The specified rule does not exist in this security group.");

    public static AwsException RulesPerGroupExceeded() => new(
        "RulesPerSecurityGroupLimitExceeded",
        "The maximum number of rules per security group has been reached.");

    public static AwsException GroupsPerInterfaceExceeded() => new(
        "SecurityGroupsPerInterfaceLimitExceeded",
        "The maximum number of security groups per interface has been reached.");

    public static AwsException DifferentNetworks() => new(
        "InvalidGroup.NotFound", "You have specified two resources that belong to different networks.");

    public static AwsException PrefixListNotFound(string id) => new(
        "InvalidPrefixListID.NotFound", $"The prefix list ID '{id}' does not exist");

    public static AwsException NoDefaultVpc() => new("VPCIdNotSpecified", "No default VPC for this user.");
}
