using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Images;

/// <summary>Makes an image of one that was kept in S3; no bucket exists here.</summary>
internal sealed class CreateRestoreImageTask : IMutation<CreateRestoreImageTaskRequest, CreateRestoreImageTaskResult>
{
    public static CreateRestoreImageTaskResult Run(CreateRestoreImageTaskRequest input, Change change) =>
        throw NoBuckets.NotFound(input.Bucket);
}
