using Virga.Service;

namespace Virga.Ec2InstanceConnect;

/// <summary>
/// EC2 Instance Connect's errors, with the texts of its API reference (SendSSHPublicKey, Errors).
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
}
