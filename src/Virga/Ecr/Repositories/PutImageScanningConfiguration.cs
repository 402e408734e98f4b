using Virga.Service;
using Virga.State;
using Virga.Wire.Ecr;

namespace Virga.Ecr.Repositories;

/// <summary>Says whether images are scanned when they arrive.</summary>
internal sealed class PutImageScanningConfiguration
    : IMutation<PutImageScanningConfigurationRequest, PutImageScanningConfigurationResponse>
{
    public static PutImageScanningConfigurationResponse Run(PutImageScanningConfigurationRequest input, Change change)
    {
        var registry = change.Registry(input.RegistryId);
        var row = registry.Repository(input.RepositoryName, "ecr:PutImageScanningConfiguration");
        row = registry.Put(row with { IsScannedOnPush = input.ImageScanningConfiguration?.ScanOnPush ?? false });
        return new()
        {
            RegistryId = registry.Account,
            RepositoryName = row.Id,
            ImageScanningConfiguration = new() { ScanOnPush = row.IsScannedOnPush },
        };
    }
}
