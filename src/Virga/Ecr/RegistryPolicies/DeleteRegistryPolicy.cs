using Virga.Service;
using Virga.State;
using Virga.Wire.Ecr;

namespace Virga.Ecr.RegistryPolicies;

/// <summary>Removes the registry policy.</summary>
internal sealed class DeleteRegistryPolicy : IMutation<DeleteRegistryPolicyRequest, DeleteRegistryPolicyResponse>
{
    public static DeleteRegistryPolicyResponse Run(DeleteRegistryPolicyRequest input, Change change)
    {
        var registry = RegistryRow.Of(change);
        var text = registry.PolicyText ?? throw EcrErrors.RegistryPolicyNotFound(change.Account);
        change.Put(registry with { PolicyText = null });
        return new() { RegistryId = change.Account, PolicyText = text };
    }
}
