using Virga.Ec2.Snapshots;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.ImportExportTasks;

/// <summary>
/// Makes an image of disks in S3; no bucket exists here. A snapshot becomes an image by RegisterImage.
/// </summary>
internal sealed class ImportImage : IMutation<ImportImageRequest, ImportImageResult>
{
    public static ImportImageResult Run(ImportImageRequest input, Change change)
    {
        var disk = input.DiskContainers?.FirstOrDefault() ?? throw CommonErrors.MissingParameter("DiskContainer");
        if (disk.SnapshotId is { } id)
        {
            var source = SnapshotSource.Get(change, id);
            throw new AwsException("UnsupportedOperation",
                $"Virga imports no snapshots as images; RegisterImage makes one of '{source.Id}'.");
        }


        throw disk.UserBucket?.S3Bucket is { } bucket ? NoBuckets.NotFound(bucket) : NoTasks.Url(disk.Url);
    }
}
