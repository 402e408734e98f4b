using Virga.Service;
using Virga.State;
using Virga.Wire.Ecr;

namespace Virga.Ecr.Images;

/// <summary>Archives an image, or brings it back, which takes a while.</summary>
internal sealed class UpdateImageStorageClass
    : IMutation<UpdateImageStorageClassRequest, UpdateImageStorageClassResponse>
{
    public static UpdateImageStorageClassResponse Run(UpdateImageStorageClassRequest input, Change change)
    {
        var registry = change.Registry(input.RegistryId);
        var repository = registry.Repository(input.RepositoryName, "ecr:UpdateImageStorageClass").Id;
        var row = ImageLookup.Get(registry, repository, input.ImageId);
        var next = input.TargetStorageClass == TargetStorageClass.ARCHIVE
            ? ImageArchive.Archive(registry, row)
            : ImageArchive.Restore(registry, row);
        return new()
        {
            RegistryId = registry.Account,
            RepositoryName = repository,
            ImageId = new() { ImageDigest = row.Digest, ImageTag = input.ImageId?.ImageTag },
            ImageStatus = next.Status,
        };
    }
}
