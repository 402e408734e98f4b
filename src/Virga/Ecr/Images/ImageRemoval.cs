using Virga.Ecr.Scanning;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ecr;

namespace Virga.Ecr.Images;

/// <summary>Removing images and tags. Bytes follow when the collector finds that nobody refers to them.</summary>
internal static class ImageRemoval
{
    /// <summary>Removes an image with its tags and findings.</summary>
    public static void RemoveRows(Change change, ManifestRow row)
    {
        foreach (var tag in change.Rows<ImageTagRow>().By(ImageTagRow.ByManifest, row.Id).ToList())
            change.Remove<ImageTagRow>(tag.Id);
        change.Remove<ImageScanRow>(row.Id);
        change.Remove<ManifestRow>(row.Id);
    }

    /// <summary>
    /// Removes what an image id names: by tag the tag, and the image with its last one; by digest the image with all
    /// tags (API Reference, BatchDeleteImage).
    /// </summary>
    /// <returns>What was removed, as ECR lists it; or why not.</returns>
    public static (List<ImageIdentifier> Removed, ImageFailure? Failure) Remove(
        Change change, string repository, ImageIdentifier id)
    {
        var found = ImageLookup.Find(change, repository, id);
        if (found.Image is not { } row) return ([], found.Failure);
        var tags = change.Rows<ImageTagRow>().By(ImageTagRow.ByManifest, row.Id).ToList();
        if (id.ImageTag is { } tag && (id.ImageDigest is not null || tags.Count > 1))
        {
            if (tags.Count > 1)
            {
                change.Remove<ImageTagRow>(ImageTagRow.IdOf(repository, tag));
                return ([new() { ImageDigest = row.Digest, ImageTag = tag }], null);
            }
        }

        var parents = change.Rows<ManifestRow>().By(ManifestRow.ByChild, row.Id).ToList();
        if (parents.Count > 0) return ([], Referenced(id, row, parents));
        RemoveRows(change, row);
        return tags.Count == 0
            ? ([new() { ImageDigest = row.Digest }], null)
            : ([.. tags.Select(one => new ImageIdentifier { ImageDigest = row.Digest, ImageTag = one.Tag })], null);
    }

    private static ImageFailure Referenced(ImageIdentifier id, ManifestRow row, List<ManifestRow> parents) => new()
    {
        ImageId = new() { ImageDigest = row.Digest, ImageTag = id.ImageTag },
        FailureCode = ImageFailureCode.ImageReferencedByManifestList,
        FailureReason =
            $"Requested image referenced by manifest list: [{string.Join(", ", parents.Select(one => one.Digest))}]",
    };
}
