using Virga.Service;

namespace Virga.Ec2;

/// <summary>
/// There is no S3 in Virga, so that no bucket exists that an operation could read or write: each gets what AWS answers
/// for a bucket that is not there.
/// </summary>
internal static class NoBuckets
{
    /// <summary>AWS's error, whose text says where S3 is missing.</summary>
    public static AwsException NotFound(string? bucket) => bucket is null
        ? CommonErrors.MissingParameter("Bucket")
        : new("InvalidParameter",
            $"The given S3 bucket '{bucket}' does not exist: there is no S3 in Virga to read from or write to.");
}
