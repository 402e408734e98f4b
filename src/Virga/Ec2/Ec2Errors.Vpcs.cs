using Virga.Service;

namespace Virga.Ec2;

/// <summary>Errors of VPCs. Texts: recorded where a test says so; the rest from memory, unchecked.</summary>
internal static partial class Ec2Errors
{
    public static AwsException VpcHasDependencies(string id) =>
        DependencyViolation($"The vpc '{id}' has dependencies and cannot be deleted.");

    public static AwsException CidrLimitExceeded(string id, int most) => LimitExceeded(
        "CidrLimitExceeded", $"This network '{id}' has met its maximum number of allowed CIDRs: {most}");

    public static AwsException VpcCidrAssociationNotFound(string id) => new(
        "InvalidVpcCidrBlockAssociationID.NotFound", $"The vpc CIDR block association ID '{id}' does not exist");
}
