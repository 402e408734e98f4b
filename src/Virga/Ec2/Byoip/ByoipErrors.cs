using Virga.Service;

namespace Virga.Ec2.Byoip;

/// <summary>
/// Why blocks and numbers of one's own are refused: AWS checks who owns them, and nobody here can.
/// </summary>
internal static class ByoipErrors
{
    public static AwsException Unproved(string what) => CommonErrors.InvalidParameterValue(
        $"Value ({what}) is invalid. Virga cannot check who owns it, and provisions none.");

    public static AwsException NotProvisioned(string what) => CommonErrors.InvalidParameterValue(
        $"Value ({what}) is invalid. It is not provisioned in this account.");
}
