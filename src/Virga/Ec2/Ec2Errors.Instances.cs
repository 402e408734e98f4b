using Virga.Service;

namespace Virga.Ec2;

/// <summary>
/// Errors of launches. Texts as the AWS CLI shows them in the EC2 User Guide's troubleshooting pages.
/// </summary>
internal static partial class Ec2Errors
{
    public static AwsException AmiNotFound(string id) =>
        new("InvalidAMIID.NotFound", $"The image id '[{id}]' does not exist");

    public static AwsException AmiMalformed(string id) =>
        new("InvalidAMIID.Malformed", $"Invalid id: \"{id}\" (expecting \"ami-...\")");

    public static AwsException AmiUnavailable(string id, string state) =>
        new("InvalidAMIID.Unavailable", $"The image ID '{id}' is not available: its state is {state}");

    public static AwsException AmiNotAllowed(string id) => new("InvalidAMIID.NotAllowed",
        $"The image id '[{id}]' is not allowed by the Allowed AMIs settings of the account");

    public static AwsException KeyPairNotFound(string name) =>
        new("InvalidKeyPair.NotFound", $"The key pair '{name}' does not exist");

    public static AwsException IncorrectInstanceState(string id, string message) =>
        new("IncorrectInstanceState", message.Replace("{id}", id, StringComparison.Ordinal));

    public static AwsException NoAttributes() =>
        CommonErrors.InvalidParameterCombination("No attributes specified.");

    public static AwsException OneAttribute() =>
        CommonErrors.InvalidParameterCombination("Fields for multiple attribute types specified.");

    /// <summary>Kernels and RAM disks of one's own belong to paravirtual images, which no type offers here.</summary>
    public static AwsException NoKernelIds() => new(
        "UnsupportedOperation", "Kernel and RAM disk ids apply to paravirtual instances, which are not supported.");

    public static AwsException ArchitectureMismatch(string ofType, string ofImage) =>
        CommonErrors.InvalidParameterValue(
            $"The architecture '{ofType}' of the specified instance type does not match the architecture '{ofImage}' "
            + "of the specified AMI. Specify an instance type and an AMI that have matching architectures, and try "
            + "again. You can use 'describe-instance-types' or 'describe-images' to discover the architecture of the "
            + "instance type or AMI.");
}
