using Virga.Ecr.Layers;
using Virga.Ecr.Repositories;
using Virga.Ecr.Scanning;
using Virga.Service;
using Virga.State;

namespace Virga.Ecr.Images;

/// <summary>
/// Images, tags, layers and findings lie in a repository that exists, a tag names an image, and an image has its layers
/// and, where it is an index that was pushed, its images.
/// </summary>
internal sealed class ImageInvariant : IInvariant
{
    public static IEnumerable<string> Check(WorldView at)
    {
        foreach (var image in at.Rows<ManifestRow>())
        {
            if (at.Find<RepositoryRow>(image.Repository) is null) yield return $"{image.Id} has no repository.";
            foreach (var blob in image.Blobs)
                if (at.Find<LayerRow>(ManifestRow.IdOf(image.Repository, blob.Digest)) is null)
                    yield return $"{image.Id} lacks {blob.Digest}.";
            if (image.UpstreamCheckedAt is not null) continue;
            foreach (var child in image.Children)
                if (at.Find<ManifestRow>(ManifestRow.IdOf(image.Repository, child)) is null)
                    yield return $"{image.Id} lacks {child}.";
        }

        foreach (var layer in at.Rows<LayerRow>())
            if (at.Find<RepositoryRow>(layer.Repository) is null) yield return $"{layer.Id} has no repository.";
        foreach (var tag in at.Rows<ImageTagRow>())
            if (at.Find<ManifestRow>(ManifestRow.IdOf(tag.Repository, tag.Digest)) is null)
                yield return $"{tag.Id} names {tag.Digest}, which is not there.";
        foreach (var scan in at.Rows<ImageScanRow>())
            if (at.Find<ManifestRow>(scan.Id) is null) yield return $"A scan is of {scan.Id}, which is not there.";
    }
}
