using Virga.Service;
using Virga.State;
using Virga.Wire.Ecr;

namespace Virga.Ecr.Images;

/// <summary>
/// Deletes images and tags. Manifest lists go before what they refer to, whatever their order in the request.
/// </summary>
internal sealed class BatchDeleteImage : IMutation<BatchDeleteImageRequest, BatchDeleteImageResponse>
{
    public static BatchDeleteImageResponse Run(BatchDeleteImageRequest input, Change change)
    {
        var registry = change.Registry(input.RegistryId);
        var repository = registry.Repository(input.RepositoryName, "ecr:BatchDeleteImage").Id;
        var removed = new List<ImageIdentifier>();
        var pending = (input.ImageIds ?? []).ToList();
        List<ImageFailure> failures;
        int before;
        do
        {
            before = pending.Count;
            failures = [];
            foreach (var id in pending.ToList())
            {
                var (gone, failure) = ImageRemoval.Remove(registry, repository, id);
                removed.AddRange(gone);
                if (failure is null) pending.Remove(id);
                else failures.Add(failure);
            }
        }
        while (pending.Count > 0 && pending.Count < before);
        return new() { ImageIds = removed, Failures = failures };
    }
}
