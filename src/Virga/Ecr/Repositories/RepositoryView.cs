using Virga.Service;
using Virga.State;
using Virga.Wire.Ecr;

namespace Virga.Ecr.Repositories;

/// <summary>A repository as ECR shows it.</summary>
internal static class RepositoryView
{
    public static Repository Of(RepositoryRow row, WorldView at) => new()
    {
        RepositoryArn = EcrPlace.ArnOf(at, row.Id),
        RegistryId = at.Account,
        RepositoryName = row.Id,
        RepositoryUri = EcrPlace.UriOf(at, row.Id),
        CreatedAt = row.CreatedAt,
        ImageTagMutability = row.TagMutability,
        ImageTagMutabilityExclusionFilters = row.ExclusionFilters,
        ImageScanningConfiguration = new() { ScanOnPush = row.IsScannedOnPush },
        EncryptionConfiguration = row.Encryption,
    };
}
