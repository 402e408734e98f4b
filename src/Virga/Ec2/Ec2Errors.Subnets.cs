using Virga.Service;

namespace Virga.Ec2;

/// <summary>Errors of subnets. Texts: recorded where a test says so; the rest from memory, unchecked.</summary>
internal static partial class Ec2Errors
{
    public static AwsException SubnetRange(string block) =>
        new("InvalidSubnet.Range", $"The CIDR '{block}' is invalid.");

    public static AwsException SubnetConflict(string block) =>
        new("InvalidSubnet.Conflict", $"The CIDR '{block}' conflicts with another subnet");

    public static AwsException SubnetHasDependencies(string id) =>
        DependencyViolation($"The subnet '{id}' has dependencies and cannot be deleted.");

    public static AwsException SubnetZone(string zone, IEnumerable<string> zones) =>
        CommonErrors.InvalidParameterValue(
            $"Value ({zone}) for parameter availabilityZone is invalid. Subnets can currently only be created in the "
            + $"following availability zones: {string.Join(", ", zones)}.");
}
