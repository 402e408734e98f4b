using Virga.Service;

namespace Virga.Ec2InstanceConnect;

/// <summary>
/// EC2 Instance Connect's errors, with the texts of its API reference (SendSSHPublicKey and
/// SendSerialConsoleSSHPublicKey, Errors).
/// </summary>
internal static class ConnectErrors
{
    public static AwsException InstanceNotFound() => new(
        "EC2InstanceNotFoundException", "The specified instance was not found.");

    public static AwsException InstanceState() => new(
        "EC2InstanceStateInvalidException",
        "Unable to connect because the instance is not in a valid state. Connecting to a stopped or terminated "
        + "instance is not supported. If the instance is stopped, start your instance, and try to connect again.");

    public static AwsException Unavailable(string why) => new(
        "EC2InstanceUnavailableException",
        $"The instance is currently unavailable. Wait a few minutes and try again. ({why})");

    public static AwsException InvalidArguments() => new(
        "InvalidArgsException", "One of the parameters is not valid.");

    public static AwsException SerialConsoleDisabled() => new(
        "SerialConsoleAccessDisabledException",
        "Your account is not authorized to use the EC2 Serial Console. To authorize your account, run the "
        + "EnableSerialConsoleAccess API.");

    public static AwsException SerialConsoleType() => new(
        "EC2InstanceTypeInvalidException",
        "The instance type is not supported for connecting via the serial console. Only Nitro instance types are "
        + "currently supported.");

    public static AwsException SerialConsoleTaken() => new(
        "SerialConsoleSessionLimitExceededException",
        "The instance currently has 1 active serial console session. Only 1 session is supported at a time.");

    /// <summary>AWS says so of an old BIOS; here it is a machine that has no serial port.</summary>
    public static AwsException SerialConsoleUnsupported(string backend) => new(
        "SerialConsoleSessionUnsupportedException",
        $"The instance runs on the backend {backend}, whose machines have no serial port.");
}
