using Virga.Ec2.Images;
using Virga.Ec2.Snapshots;
using Virga.Ec2.Tags;
using Virga.Ec2.Volumes;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.ImportExportTasks;

/// <summary>
/// Makes a snapshot of a disk that lies in the directory which stands for S3: raw, VMDK, VHD or VHDX.
/// </summary>
internal sealed class ImportSnapshot : IMutation<ImportSnapshotRequest, ImportSnapshotResult>
{
    private static readonly string[] Formats = ["raw", "vmdk", "vhd", "vhdx"];

    public static ImportSnapshotResult Run(ImportSnapshotRequest input, Change change)
    {
        var disk = input.DiskContainer ?? throw CommonErrors.MissingParameter("DiskContainer");
        if (disk.Format is { } format && !Formats.Contains(format, StringComparer.OrdinalIgnoreCase))
            throw CommonErrors.InvalidParameterValue($"The format '{format}' is none of RAW, VMDK, VHD, VHDX.");
        var (bucket, key) = disk.Url is { } url
            ? BucketPath.Parse(url)
            : (disk.UserBucket?.S3Bucket ?? "", disk.UserBucket?.S3Key ?? throw CommonErrors.MissingParameter("Url"));
        BucketPath.Check(change, bucket, key);
        if (change.Rules.DiskBackends.Count == 0)
            throw new AwsException("UnsupportedOperation",
                "Volumes are rows only here, so that a snapshot could not hold the disk's bytes.");
        var isEncrypted = input.Encrypted == true || input.KmsKeyId is not null
            || EbsSettingsRow.Of(change).IsEncryptedByDefault;
        var snapshot = change.Put(new SnapshotRow(change.NewId("snap"))
        {
            VolumeId = SnapshotRow.NoVolume,
            SizeGiB = 0,
            State = SnapshotState.Pending,
            StartTime = change.Now,
            Description = input.Description ?? "",
            IsEncrypted = isEncrypted,
            KmsKeyId = isEncrypted ? EbsSettingsRow.KeyFor(change, input.KmsKeyId) : null,
            IsOnDisk = true,
            Import = new(bucket, key, disk.Format?.ToUpperInvariant()),
        });
        var task = change.Put(new ImportSnapshotTaskRow(change.NewId("import-snap"))
        {
            SnapshotId = snapshot.Id,
            Url = disk.Url,
            Description = input.Description,
            DiskDescription = disk.Description,
        });
        change.TagNew(input.TagSpecifications, ResourceType.ImportSnapshotTask, task.Id);
        return new()
        {
            ImportTaskId = task.Id,
            Description = task.Description,
            SnapshotTaskDetail = ImportSnapshotTaskRow.Detail(task, change),
            Tags = change.TagsOf(task.Id),
        };
    }
}
