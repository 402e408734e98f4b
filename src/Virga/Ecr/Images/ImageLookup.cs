using Virga.Distribution;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ecr;

namespace Virga.Ecr.Images;

/// <summary>An image id, looked up: the image, or ECR's reason why there is none.</summary>
internal static class ImageLookup
{
    public static (ManifestRow? Image, ImageFailure? Failure) Find(
        WorldView at, string repository, ImageIdentifier id)
    {
        if (id.ImageDigest is null && id.ImageTag is null)
            return Fail(id, ImageFailureCode.MissingDigestAndTag,
                "Invalid request parameters: both tag and digest cannot be null");
        if (id.ImageDigest is not null && !Digest.TryParse(id.ImageDigest, out _))
            return Fail(id, ImageFailureCode.InvalidImageDigest,
                "Invalid request parameters: image digest should satisfy the regex '[a-zA-Z0-9-_+.]+:[a-fA-F0-9]+'");
        var tag = id.ImageTag is null ? null : at.Find<ImageTagRow>(ImageTagRow.IdOf(repository, id.ImageTag));
        if (id.ImageTag is not null && tag is null) return Missing(id);
        if (id.ImageDigest is not null && tag is not null && tag.Digest != id.ImageDigest)
            return Fail(id, ImageFailureCode.ImageTagDoesNotMatchDigest,
                "Requested image tag does not match the requested image digest");
        var digest = id.ImageDigest ?? tag!.Digest;
        return at.Find<ManifestRow>(ManifestRow.IdOf(repository, digest)) is { } row ? (row, null) : Missing(id);
    }

    /// <summary>The image, or ImageNotFoundException.</summary>
    public static ManifestRow Get(WorldView at, string repository, ImageIdentifier? id)
    {
        if (id is null || (id.ImageDigest is null && id.ImageTag is null))
            throw EcrErrors.InvalidParameter("imageId", "Both tag and digest cannot be null");
        return Find(at, repository, id).Image
            ?? throw EcrErrors.ImageNotFound(id.ImageDigest, id.ImageTag, repository, at.Account);
    }

    /// <summary>The tags of an image, in the order in which they were given.</summary>
    public static List<string> TagsOf(WorldView at, ManifestRow row) =>
        [.. at.Rows<ImageTagRow>().By(ImageTagRow.ByManifest, row.Id).Select(tag => tag.Tag)];

    private static (ManifestRow?, ImageFailure?) Missing(ImageIdentifier id) =>
        Fail(id, ImageFailureCode.ImageNotFound, "Requested image not found");

    private static (ManifestRow?, ImageFailure?) Fail(ImageIdentifier id, string code, string reason) =>
        (null, new() { ImageId = id, FailureCode = code, FailureReason = reason });
}
