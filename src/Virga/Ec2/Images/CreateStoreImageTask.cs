using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Images;

/// <summary>Keeps an image in S3; no bucket exists here.</summary>
internal sealed class CreateStoreImageTask : IMutation<CreateStoreImageTaskRequest, CreateStoreImageTaskResult>
{
    public static CreateStoreImageTaskResult Run(CreateStoreImageTaskRequest input, Change change)
    {
        ChosenImage.Own(change, input.ImageId);
        throw NoBuckets.NotFound(input.Bucket);
    }
}
