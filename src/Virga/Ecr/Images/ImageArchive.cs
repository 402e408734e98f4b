using Virga.Service;
using Virga.State;
using Virga.Wire.Ecr;

namespace Virga.Ecr.Images;

/// <summary>Moving images into the archive and back.</summary>
internal static class ImageArchive
{
    public static ManifestRow Archive(Change change, ManifestRow row)
    {
        if (row.Status != ImageStatus.ACTIVE)
            throw EcrErrors.StorageClass($"The image with digest '{row.Digest}' is not active.");
        if (change.Rows<ManifestRow>().Any(ManifestRow.ByChild, row.Id))
            throw EcrErrors.StorageClass("An image that a manifest list refers to cannot be archived by itself.");
        return change.Put(row with { Status = ImageStatus.ARCHIVED, ArchivedAt = change.Now });
    }

    public static ManifestRow Restore(Change change, ManifestRow row)
    {
        if (row.Status != ImageStatus.ARCHIVED)
            throw EcrErrors.StorageClass($"The image with digest '{row.Digest}' is not archived.");
        change.Later<ImageBecomesActive>(ImageBecomesActive.Delay, row.Id);
        return change.Put(row with { Status = ImageStatus.ACTIVATING });
    }
}

/// <summary>AWS needs up to 20 minutes to restore; nobody waits that long for an emulator.</summary>
internal sealed class ImageBecomesActive : ITransition
{
    public static readonly TimeSpan Delay = TimeSpan.FromSeconds(2);

    public static void Run(Change change, string subject)
    {
        if (change.Find<ManifestRow>(subject) is { Status: ImageStatus.ACTIVATING } row)
            change.Put(row with { Status = ImageStatus.ACTIVE, ActivatedAt = change.Now });
    }
}
