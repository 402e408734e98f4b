using Virga.Compute.Disks;
using Virga.Ec2.Tags;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Images;

/// <summary>
/// Makes an AMI of a file: of a virtual machine's disk (RAW, VMDK, VHD, VHDX as on AWS, and QCOW2), or of a container
/// image in an archive, an OCI layout or what <c>docker save</c> writes. Without a format the file itself tells.
/// </summary>
internal sealed class ImportImage : IMutation<ImportImageRequest, ImportImageResult>
{
    private static readonly string[] Archives = ["docker", "oci", "tar"];

    public static ImportImageResult Run(ImportImageRequest input, Change change)
    {
        CheckOptions(input);
        var disk = input.DiskContainers is [var only] ? only : throw CommonErrors.InvalidParameterValue(
            $"One disk container is wanted; {input.DiskContainers?.Count ?? 0} are given.");
        CheckDisk(disk);
        var (bucket, key) = disk.Url is { } url
            ? BucketPath.Parse(url)
            : (disk.UserBucket?.S3Bucket ?? "", disk.UserBucket?.S3Key ?? throw CommonErrors.MissingParameter("Url"));
        BucketPath.Check(change, bucket, key);
        var task = change.Put(new ImportImageTaskRow(change.NewId("import-ami"))
        {
            ImageId = change.NewId("ami"),
            Bucket = bucket,
            Key = key,
            Url = disk.Url,
            Format = disk.Format,
            Description = input.Description ?? disk.Description,
            Architecture = input.Architecture,
            Platform = "Linux",
            BootMode = input.BootMode,
            Status = ImportImageTaskRow.Active,
        });
        change.TagNew(input.TagSpecifications, ResourceType.ImportImageTask, task.Id);
        return ImageTaskView.Result(task, change);
    }

    private static void CheckOptions(ImportImageRequest input)
    {
        if (input.Platform is { } platform && !platform.Equals("Linux", StringComparison.OrdinalIgnoreCase))
            throw Unsupported($"Platform {platform}");
        if (input.Architecture is not (null or ArchitectureValues.X86_64 or ArchitectureValues.Arm64))
            throw CommonErrors.InvalidParameterValue($"The architecture {input.Architecture} is not supported.");
        if (input.Encrypted == true || input.KmsKeyId is not null) throw Unsupported("Encryption");
        if (input.LicenseType is not (null or "" or "AUTO") || input.LicenseSpecifications is { Count: > 0 })
            throw Unsupported("A license");
        if (input.UsageOperation is not (null or "" or "RunInstances"))
            throw Unsupported($"UsageOperation {input.UsageOperation}");
    }

    private static void CheckDisk(ImageDiskContainer disk)
    {
        if (disk.SnapshotId is not null) throw Unsupported("A disk container of a snapshot");
        if (disk.DeviceName is not null) throw Unsupported("A device name of a disk container");
        if (disk.Format is { } format && DiskFile.FormatNamed(format) is null
            && !Archives.Contains(format, StringComparer.OrdinalIgnoreCase))
            throw Unsupported($"The format {format} (disks: RAW, VMDK, VHD, VHDX, QCOW2; archives: docker, oci)");
    }

    private static AwsException Unsupported(string what) =>
        new("UnsupportedOperation", $"{what} is not supported by ImportImage here.");
}
