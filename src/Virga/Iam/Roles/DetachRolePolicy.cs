using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.Roles;

/// <summary>Detaches a managed policy from a role.</summary>
internal sealed class DetachRolePolicy : IMutation<DetachRolePolicyRequest, DetachRolePolicyResult>
{
    public static DetachRolePolicyResult Run(DetachRolePolicyRequest input, Change change)
    {
        RoleChanges.Update(change, input.RoleName, row => EntityPolicies.Detach(row, input.PolicyArn));
        return new();
    }
}
