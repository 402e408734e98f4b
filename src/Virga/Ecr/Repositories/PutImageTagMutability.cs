using Virga.Service;
using Virga.State;
using Virga.Wire.Ecr;

namespace Virga.Ecr.Repositories;

/// <summary>Says whether tags may move.</summary>
internal sealed class PutImageTagMutability : IMutation<PutImageTagMutabilityRequest, PutImageTagMutabilityResponse>
{
    public static PutImageTagMutabilityResponse Run(PutImageTagMutabilityRequest input, Change change)
    {
        var registry = change.Registry(input.RegistryId);
        var row = registry.Repository(input.RepositoryName, "ecr:PutImageTagMutability");
        RepositoryRules.CheckMutability(input.ImageTagMutability!, input.ImageTagMutabilityExclusionFilters);
        row = registry.Put(row with
        {
            TagMutability = input.ImageTagMutability!,
            ExclusionFilters = input.ImageTagMutabilityExclusionFilters,
        });
        return new()
        {
            RegistryId = registry.Account,
            RepositoryName = row.Id,
            ImageTagMutability = row.TagMutability,
            ImageTagMutabilityExclusionFilters = row.ExclusionFilters,
        };
    }
}
