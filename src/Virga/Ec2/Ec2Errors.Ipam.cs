using Virga.Service;

namespace Virga.Ec2;

/// <summary>Errors of IPAM. Codes: as the Terraform provider knows them; texts from memory, unchecked.</summary>
internal static partial class Ec2Errors
{
    public static AwsException CidrNotAvailable(string poolId) => new(
        "InsufficientCidrBlocks", $"The pool {poolId} has no free block of this size.");

    public static AwsException CidrTaken(string block, string poolId) => CommonErrors.InvalidParameterValue(
        $"The CIDR {block} is not available in the pool {poolId}.");

    public static AwsException AllocationNotFound(string id) => new(
        "InvalidIpamPoolAllocationId.NotFound", $"The allocation ID '{id}' does not exist");
}
