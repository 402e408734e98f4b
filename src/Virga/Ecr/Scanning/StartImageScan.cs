using Virga.Ecr.Images;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ecr;

namespace Virga.Ecr.Scanning;

/// <summary>Starts a scan of an image.</summary>
internal sealed class StartImageScan : IMutation<StartImageScanRequest, StartImageScanResponse>
{
    /// <summary>An image can be scanned once a day (ECR User Guide, "Basic scanning").</summary>
    private static readonly TimeSpan Quota = TimeSpan.FromHours(24);

    public static StartImageScanResponse Run(StartImageScanRequest input, Change change)
    {
        var registry = change.Registry(input.RegistryId);
        var repository = registry.Repository(input.RepositoryName, "ecr:StartImageScan").Id;
        var row = ImageLookup.Get(registry, repository, input.ImageId);
        if (row.Status != ImageStatus.ACTIVE) throw EcrErrors.ImageArchived(row.Digest);
        if (!ScanOnPush.IsSupported(row)) throw EcrErrors.UnsupportedImageType(row.ArtifactType ?? row.MediaType);
        if (registry.Find<ImageScanRow>(row.Id) is { Status: not ScanStatus.FAILED } old
            && change.Now - old.StartedAt < Quota)
            throw EcrErrors.ScanLimit();
        return new()
        {
            RegistryId = registry.Account,
            RepositoryName = repository,
            ImageId = new() { ImageDigest = row.Digest, ImageTag = input.ImageId?.ImageTag },
            ImageScanStatus = ScanOnPush.Begin(registry, row).Shape(),
        };
    }
}
