using Virga.Service;
using Virga.State;
using Virga.Wire.Ecr;

namespace Virga.Ecr.Images;

/// <summary>The filters that lists of images share.</summary>
internal static class ImageSelection
{
    /// <summary>Lists show active images unless told otherwise.</summary>
    public static bool HasStatus(ManifestRow row, string? wanted) =>
        wanted == ImageStatusFilter.ANY || row.Status == (wanted ?? ImageStatus.ACTIVE);

    public static bool HasTagStatus(WorldView at, ManifestRow row, string? wanted) => wanted switch
    {
        TagStatus.TAGGED => at.Rows<ImageTagRow>().Any(ImageTagRow.ByManifest, row.Id),
        TagStatus.UNTAGGED => !at.Rows<ImageTagRow>().Any(ImageTagRow.ByManifest, row.Id),
        _ => true,
    };
}
