using Virga.Service;

namespace Virga.Ec2.ClassicLink;

/// <summary>
/// EC2-Classic was retired in August 2022 and ClassicLink with it. The text is what regions without EC2-Classic
/// answered,
/// as the Terraform provider quotes it.
/// </summary>
internal static class ClassicLinkErrors
{
    public static AwsException Retired() => new(
        "UnsupportedOperation", "The functionality you requested is not available in this region.");
}
