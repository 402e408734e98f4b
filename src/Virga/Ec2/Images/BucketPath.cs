using Virga.Compute;
using Virga.Compute.Disks;
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

    /// <summary>Of hosts of either kind.</summary>
    private static readonly char[] Separators = ['/', '\\'];

    /// <summary>
    /// The file of the host that stands for an object. A symbolic link on the way to it is refused: it may lead
    /// anywhere.
    /// </summary>
    /// <exception cref="MachineException">There is such a link.</exception>
    public static string Of(string directory, string bucket, string key)
    {
        var path = directory;
        foreach (var part in (string[])[bucket, .. key.Split('/', StringSplitOptions.RemoveEmptyEntries)])
        {
            path = Path.Join(path, part);
            if (new FileInfo(path).LinkTarget is not null)
                throw new MachineException(
                    "ClientError", $"{bucket}/{key} can not be used: {part} is a symbolic link there.");
        }

        return path;
    }

    /// <summary>The file of an object that is there.</summary>
    /// <exception cref="MachineException">It is not, or it is something else than a file.</exception>
    public static string OfObject(string directory, string bucket, string key)
    {
        var path = Of(directory, bucket, key);
        if (!File.Exists(path))
            throw new MachineException("ClientError", $"There is no object {key} in the bucket {bucket}.");
        return DiskNative.IsRegularFile(path)
            ? path
            : throw new MachineException("ClientError", $"The object {bucket}/{key} is no regular file.");
    }

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
        if (bucket.Split(Separators).Length > 1 || LeadsElsewhere(bucket) || LeadsElsewhere(key ?? ""))
            throw CommonErrors.InvalidParameterValue($"{bucket}/{key} is no place in S3.");
    }

    /// <summary>
    /// Keys are paths of the host here. One that begins with a slash would be a path of its own, and one that no file
    /// can have ends in no error of S3's.
    /// </summary>
    private static bool LeadsElsewhere(string name) =>
        (name.Length > 0 && name[0] is ('/' or '\\')) || name.Contains('\0', StringComparison.Ordinal)
        || name.Split(Separators).Any(part => part is "." or "..");
}
