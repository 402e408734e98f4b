using Virga.Service;

namespace Virga.Ec2;

/// <summary>
/// Errors of network interfaces. Texts: recorded where a test says so; the rest from memory, unchecked.
/// </summary>
internal static partial class Ec2Errors
{
    public static AwsException InterfaceInUse(string id) =>
        new("InvalidParameterValue", $"Network interface '{id}' is currently in use.");

    public static AwsException AttachmentNotFound(string id) =>
        new("InvalidAttachmentID.NotFound", $"The attachment ID '{id}' does not exist");

    public static AwsException InterfaceIsManaged(string id) =>
        OperationNotPermitted($"You are not allowed to manage '{id}', which belongs to a service of AWS.");
}
