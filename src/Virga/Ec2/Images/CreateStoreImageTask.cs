using Virga.Ec2.Snapshots;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Images;

/// <summary>
/// Writes an AMI that containers run to one object. What stands in snapshots with bytes of their own is refused rather
/// than left out.
/// </summary>
internal sealed class CreateStoreImageTask : IMutation<CreateStoreImageTaskRequest, CreateStoreImageTaskResult>
{
    public static CreateStoreImageTaskResult Run(CreateStoreImageTaskRequest input, Change change)
    {
        var image = ChosenImage.Own(change, input.ImageId);
        if (input.Bucket is null) throw CommonErrors.MissingParameter("Bucket");
        BucketPath.Check(change, input.Bucket, image.Id);
        if (image.State != ImageState.Available)
            throw new AwsException(
                "InvalidAMIID.Unavailable", $"The image ID '{image.Id}' is not available: it is {image.State}.");
        if (image is not { Backend: "docker", Reference: not null })
            throw new AwsException(
                "UnsupportedOperation", $"The image {image.Id} is not one that containers run.");
        if (image.Devices.Any(device => change.Find<SnapshotRow>(device.SnapshotId) is { IsOnDisk: true }))
            throw new AwsException(
                "UnsupportedOperation", $"The image {image.Id} has snapshots of data volumes, which are not stored.");
        if (input.S3ObjectTags is { Count: > 0 })
            throw new AwsException(
                "UnsupportedOperation", "Objects have no tags in the directory that stands for S3 here.");
        if (change.Find<StoreImageTaskRow>(image.Id) is { State: StoreImageTaskRow.InProgress })
            throw new AwsException(
                "InvalidRequest", $"The image {image.Id} is being stored already.");
        change.Remove<StoreImageTaskRow>(image.Id);
        return new()
        {
            ObjectKey = change.Put(new StoreImageTaskRow(image.Id)
            {
                StartTime = change.Now,
                Bucket = input.Bucket,
                State = StoreImageTaskRow.InProgress,
            }).Key,
        };
    }
}
