using Virga.Ecr.RegistryPolicies;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ecr;

namespace Virga.Ecr.PullTimeExclusions;

/// <summary>Names a principal whose pulls are not recorded.</summary>
internal sealed class RegisterPullTimeUpdateExclusion
    : IMutation<RegisterPullTimeUpdateExclusionRequest, RegisterPullTimeUpdateExclusionResponse>
{
    private const int MaxExclusions = 100;

    public static RegisterPullTimeUpdateExclusionResponse Run(
        RegisterPullTimeUpdateExclusionRequest input, Change change)
    {
        var registry = RegistryRow.Of(change);
        if (registry.PullTimeExclusions.Exists(one => one.PrincipalArn == input.PrincipalArn))
            throw EcrErrors.ExclusionAlreadyExists(input.PrincipalArn!);
        if (registry.PullTimeExclusions.Count >= MaxExclusions)
            throw EcrErrors.Limit($"At most {MaxExclusions} exclusions are allowed");
        var exclusion = new PullTimeExclusion(input.PrincipalArn!, change.Now);
        change.Put(registry with { PullTimeExclusions = [.. registry.PullTimeExclusions, exclusion] });
        return new() { PrincipalArn = exclusion.PrincipalArn, CreatedAt = exclusion.CreatedAt };
    }
}
