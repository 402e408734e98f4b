using Virga.Ecr.Tags;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ecr;

namespace Virga.Ecr.Repositories;

/// <summary>Creates a repository.</summary>
internal sealed class CreateRepository : IMutation<CreateRepositoryRequest, CreateRepositoryResponse>
{
    public static CreateRepositoryResponse Run(CreateRepositoryRequest input, Change change)
    {
        var registry = change.Registry(input.RegistryId);
        RepositoryRules.CheckName(input.RepositoryName);
        RepositoryAccess.CheckRegistry(registry, "ecr:CreateRepository", input.RepositoryName!);
        RepositoryRules.CheckRoom(registry);
        if (registry.Find<RepositoryRow>(input.RepositoryName) is not null)
            throw EcrErrors.RepositoryAlreadyExists(input.RepositoryName!, registry.Account);
        var mutability = input.ImageTagMutability ?? ImageTagMutability.MUTABLE;
        RepositoryRules.CheckMutability(mutability, input.ImageTagMutabilityExclusionFilters);
        var encryption = input.EncryptionConfiguration;
        var row = registry.Put(new RepositoryRow(input.RepositoryName!)
        {
            CreatedAt = change.Now,
            TagMutability = mutability,
            ExclusionFilters = input.ImageTagMutabilityExclusionFilters,
            IsScannedOnPush = input.ImageScanningConfiguration?.ScanOnPush ?? false,
            Encryption = RepositoryRules.Encryption(registry, encryption?.EncryptionType, encryption?.KmsKey),
        });
        RepositoryTags.Add(registry, row.Id, input.Tags ?? []);
        return new() { Repository = RepositoryView.Of(row, registry) };
    }
}
