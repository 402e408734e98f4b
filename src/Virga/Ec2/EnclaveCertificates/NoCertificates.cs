using Virga.Service;

namespace Virga.Ec2.EnclaveCertificates;

/// <summary>
/// Certificates of enclaves come from ACM, lie in S3 and are encrypted by KMS, none of which is in Virga: an
/// association
/// would name a bundle that nobody can fetch. So no certificate is found. The codes are from memory.
/// </summary>
internal static class NoCertificates
{
    /// <summary>The error for what is no ARN of its kind, and for a certificate that is not there.</summary>
    public static AwsException Absent(string? certificate, string? role = null)
    {
        if (!IsArn(certificate, ":acm:", ":certificate/"))
            return new("InvalidCertificateArn.Malformed", $"Invalid certificate ARN: \"{certificate}\"");
        if (role is not null && !IsArn(role, ":iam::", ":role/"))
            return new("InvalidRoleArn.Malformed", $"Invalid role ARN: \"{role}\"");
        return new("InvalidCertificateArn.NotFound",
            $"The certificate '{certificate}' does not exist: there is no Certificate Manager in Virga.");
    }

    private static bool IsArn(string? arn, string service, string resource) => arn is not null
        && arn.StartsWith("arn:", StringComparison.Ordinal)
        && arn.Contains(service, StringComparison.Ordinal) && arn.Contains(resource, StringComparison.Ordinal);
}
