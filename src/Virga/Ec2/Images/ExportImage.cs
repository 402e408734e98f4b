using Virga.Ec2.Tags;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Images;

/// <summary>
/// Writes an AMI that containers run as a docker archive, named by the task. Images of a whole disk (VMDK, VHD, raw)
/// can not be made of a container's file system, and are refused.
/// </summary>
internal sealed class ExportImage : IMutation<ExportImageRequest, ExportImageResult>
{
    private const string Docker = "docker";

    public static ExportImageResult Run(ExportImageRequest input, Change change)
    {
        if (!string.Equals(input.DiskImageFormat, Docker, StringComparison.OrdinalIgnoreCase))
            throw new AwsException("UnsupportedOperation",
                $"DiskImageFormat {input.DiskImageFormat} is not supported here: docker is, for images of containers.");
        var place = input.S3ExportLocation ?? throw CommonErrors.MissingParameter("S3ExportLocation");
        BucketPath.Check(change, place.S3Bucket, place.S3Prefix);
        var image = LaunchImage.Find(change, input.ImageId!) ?? throw Unknown(input.ImageId!);
        if (image is not { Backend: Docker, Reference: { } reference })
            throw new AwsException(
                "UnsupportedOperation", $"The image {image.ImageId} is not one that containers run.");
        var task = change.Put(new ExportImageTaskRow(change.NewId("export-ami"))
        {
            ImageId = image.ImageId,
            Backend = Docker,
            Reference = reference,
            Bucket = place.S3Bucket!,
            Prefix = place.S3Prefix,
            Description = input.Description,
            Format = Docker,
            RoleName = input.RoleName,
            Status = ExportImageTaskRow.Active,
        });
        change.TagNew(input.TagSpecifications, ResourceType.ExportImageTask, task.Id);
        return ImageTaskView.Result(task, change);
    }

    private static AwsException Unknown(string id) =>
        Ids.IsWellFormed("ami", id) ? Ec2Errors.AmiNotFound(id) : Ec2Errors.AmiMalformed(id);
}
