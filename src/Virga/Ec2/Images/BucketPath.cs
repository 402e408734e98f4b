using Virga.Service;
using Virga.State;

namespace Virga.Ec2.Images;

/// <summary>
/// Places in S3 that images come from and go to. There is no S3 here: a directory of the host stands for it, with a
/// folder for each bucket (<c>VIRGA_EC2_S3_DIRECTORY</c>).
/// </summary>
internal static class BucketPath
{
    private const string Scheme = "s3://";

    /// <summary>The file of the host that stands for an object.</summary>
    public static string Of(string directory, string bucket, string key) => Path.Combine(directory, bucket, key);

    /// <summary>Bucket and key of <c>s3://BUCKET/KEY</c>.</summary>
    public static (string Bucket, string Key) Parse(string url)
    {
        var slash = url.StartsWith(Scheme, StringComparison.Ordinal) ? url.IndexOf('/', Scheme.Length) : -1;
        if (slash < 0 || slash == url.Length - 1)
            throw CommonErrors.InvalidParameterValue($"The URL {url} is not of the form s3://BUCKET/KEY.");
        return (url[Scheme.Length..slash], url[(slash + 1)..]);
    }

    /// <summary>Refuses what leads out of the directory, and everything where none is set.</summary>
    public static void Check(WorldView at, string? bucket, string? key)
    {
        if (!at.Rules.HasBuckets)
            throw new AwsException("UnsupportedOperation",
                "There is no S3 here: VIRGA_EC2_S3_DIRECTORY names a directory that stands for it.");
        if (string.IsNullOrEmpty(bucket)) throw CommonErrors.MissingParameter("S3Bucket");
        if (bucket is "." or ".." || bucket.Contains('/', StringComparison.Ordinal)
            || (key ?? "").Split('/').Any(part => part is "." or ".."))
            throw CommonErrors.InvalidParameterValue($"{bucket}/{key} is no place in S3.");
    }
}
