using Virga.Ecr.Scanning;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ecr;

namespace Virga.Ecr.Images;

/// <summary>An image as DescribeImages shows it.</summary>
internal static class ImageView
{
    public static ImageDetail Of(ManifestRow row, WorldView at)
    {
        var tags = ImageLookup.TagsOf(at, row);
        var scan = at.Find<ImageScanRow>(row.Id);
        return new()
        {
            RegistryId = at.Account,
            RepositoryName = row.Repository,
            ImageDigest = row.Digest,
            ImageTags = tags.Count == 0 ? null : tags,
            ImageSizeInBytes = SizeOf(row, at),
            ImagePushedAt = row.PushedAt,
            ImageScanStatus = scan?.Shape(),
            ImageScanFindingsSummary = scan?.Summary(),
            ImageManifestMediaType = row.MediaType,
            ArtifactMediaType = row.ArtifactType,
            LastRecordedPullTime = row.PulledAt,
            SubjectManifestDigest = row.Subject,
            ImageStatus = row.Status,
            LastArchivedAt = row.ArchivedAt,
            LastActivatedAt = row.ActivatedAt,
        };
    }

    /// <summary>Config and layers; for an index that of the largest image in it (API Reference, ImageDetail).</summary>
    private static long SizeOf(ManifestRow row, WorldView at) => row.Children.Count == 0
        ? row.Blobs.Sum(blob => blob.Size)
        : row.Children.Select(child => at.Find<ManifestRow>(ManifestRow.IdOf(row.Repository, child)))
            .Max(child => child is null ? 0 : child.Blobs.Sum(blob => blob.Size));
}
