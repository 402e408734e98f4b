using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.ImportExportTasks;

/// <summary>Makes a snapshot of a disk in S3; no bucket exists here.</summary>
internal sealed class ImportSnapshot : IMutation<ImportSnapshotRequest, ImportSnapshotResult>
{
    public static ImportSnapshotResult Run(ImportSnapshotRequest input, Change change) =>
        throw (input.DiskContainer?.UserBucket?.S3Bucket is { } bucket
            ? NoBuckets.NotFound(bucket)
            : NoTasks.Url(input.DiskContainer?.Url));
}
