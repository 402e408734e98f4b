using Virga.Ec2.Tags;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Images;

/// <summary>
/// Makes an AMI of an object that CreateStoreImageTask wrote. It is pending until the object has been read; an object
/// that cannot be makes it fail, with the reason.
/// </summary>
internal sealed class CreateRestoreImageTask : IMutation<CreateRestoreImageTaskRequest, CreateRestoreImageTaskResult>
{
    public static CreateRestoreImageTaskResult Run(CreateRestoreImageTaskRequest input, Change change)
    {
        if (input.Bucket is null) throw CommonErrors.MissingParameter("Bucket");
        if (input.ObjectKey is null) throw CommonErrors.MissingParameter("ObjectKey");
        BucketPath.Check(change, input.Bucket, input.ObjectKey);
        var id = change.NewId("ami");
        var name = input.Name is null ? id : NewImage.CheckName(change, input.Name);
        change.Put(new ImageRow(id)
        {
            Name = name,
            State = ImageState.Pending,
            CreationDate = change.Now,
            Architecture = ArchitectureValues.X86_64,
            RootDeviceName = "/dev/sda1",
            Devices = [],
            Backend = "docker",
            IsCaptured = true,
        });
        change.Put(new RestoreImageTaskRow(id, input.Bucket, input.ObjectKey, KeepsName: input.Name is null)
        {
            SnapshotTags = Tagging.Specified(input.TagSpecifications, ResourceType.Snapshot),
        });
        change.TagNew(input.TagSpecifications, ResourceType.Image, id, ResourceType.Snapshot);
        return new() { ImageId = id };
    }
}
