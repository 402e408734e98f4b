using Virga.Ecr.RegistryPolicies;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ecr;

namespace Virga.Ecr.Repositories;

/// <summary>Sets the policy that decides who may use a repository.</summary>
internal sealed class SetRepositoryPolicy : IMutation<SetRepositoryPolicyRequest, SetRepositoryPolicyResponse>
{
    public static SetRepositoryPolicyResponse Run(SetRepositoryPolicyRequest input, Change change)
    {
        var registry = change.Registry(input.RegistryId);
        var row = registry.Repository(input.RepositoryName, "ecr:SetRepositoryPolicy");
        PolicyTexts.CheckRepositoryPolicy(input.PolicyText);
        var next = registry.Put(row with { PolicyText = input.PolicyText });
        if (input.Force != true && PolicyTexts.LocksOut(registry, next))
            throw EcrErrors.InvalidParameter(
                "PolicyText", "The policy would keep its author from setting another; use force to set it anyway");
        return new() { RegistryId = registry.Account, RepositoryName = row.Id, PolicyText = next.PolicyText };
    }
}
