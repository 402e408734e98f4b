using Virga.Service;
using Virga.State;
using Virga.Wire.Ecr;

namespace Virga.Ecr.LifecyclePolicies;

/// <summary>Sets a repository's lifecycle policy.</summary>
internal sealed class PutLifecyclePolicy : IMutation<PutLifecyclePolicyRequest, PutLifecyclePolicyResponse>
{
    public static PutLifecyclePolicyResponse Run(PutLifecyclePolicyRequest input, Change change)
    {
        var registry = change.Registry(input.RegistryId);
        var row = registry.Repository(input.RepositoryName, "ecr:PutLifecyclePolicy");
        LifecyclePolicyReader.Read(input.LifecyclePolicyText);
        row = registry.Put(row with { LifecyclePolicyText = input.LifecyclePolicyText });
        LifecyclePolicyRuns.Consider(registry, row);
        return new()
        {
            RegistryId = registry.Account,
            RepositoryName = row.Id,
            LifecyclePolicyText = input.LifecyclePolicyText,
        };
    }
}
