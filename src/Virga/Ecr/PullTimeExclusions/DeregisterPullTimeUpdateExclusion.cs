using Virga.Ecr.RegistryPolicies;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ecr;

namespace Virga.Ecr.PullTimeExclusions;

/// <summary>Lets a principal's pulls be recorded again.</summary>
internal sealed class DeregisterPullTimeUpdateExclusion
    : IMutation<DeregisterPullTimeUpdateExclusionRequest, DeregisterPullTimeUpdateExclusionResponse>
{
    public static DeregisterPullTimeUpdateExclusionResponse Run(
        DeregisterPullTimeUpdateExclusionRequest input, Change change)
    {
        var registry = RegistryRow.Of(change);
        var rest = registry.PullTimeExclusions.Where(one => one.PrincipalArn != input.PrincipalArn).ToList();
        if (rest.Count == registry.PullTimeExclusions.Count) throw EcrErrors.ExclusionNotFound(input.PrincipalArn!);
        change.Put(registry with { PullTimeExclusions = rest });
        return new() { PrincipalArn = input.PrincipalArn };
    }
}
