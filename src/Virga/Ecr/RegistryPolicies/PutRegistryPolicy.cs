using Virga.Service;
using Virga.State;
using Virga.Wire.Ecr;

namespace Virga.Ecr.RegistryPolicies;

/// <summary>Sets the policy that lets other accounts replicate into this registry.</summary>
internal sealed class PutRegistryPolicy : IMutation<PutRegistryPolicyRequest, PutRegistryPolicyResponse>
{
    public static PutRegistryPolicyResponse Run(PutRegistryPolicyRequest input, Change change)
    {
        PolicyTexts.CheckRegistryPolicy(input.PolicyText);
        change.Put(RegistryRow.Of(change) with { PolicyText = input.PolicyText });
        return new() { RegistryId = change.Account, PolicyText = input.PolicyText };
    }
}
