using Virga.Compute;
using Virga.State;

namespace Virga.Ec2.Images;

/// <summary>Keeps the AMIs of the host as a backend last saw them.</summary>
internal static class HostImages
{
    /// <summary>Puts the images of a backend in place of those that it had before.</summary>
    public static void Replace(Change change, string backend, IReadOnlyList<HostImage> images)
    {
        var gone = change.Rows<HostImageRow>()
            .Where(row => row.Backend == backend && !images.Any(image => image.ImageId == row.Id)).ToList();
        foreach (var row in gone) change.Remove<HostImageRow>(row.Id);
        foreach (var image in images)
        {
            var row = new HostImageRow(image.ImageId)
            {
                Backend = backend,
                Name = image.Name,
                Reference = image.Reference,
                Architecture = image.Architecture,
                CreatedAt = image.CreatedAt,
                SizeBytes = image.SizeBytes,
                BootMode = image.BootMode,
                RootGiB = image.RootGiB,
            };
            var old = change.Find<HostImageRow>(row.Id);
            if (old is null || old with { Sequence = 0 } != row) change.Put(row);
        }
    }
}
