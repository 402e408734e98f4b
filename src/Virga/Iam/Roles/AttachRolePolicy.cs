using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.Roles;

/// <summary>Attaches a managed policy to a role.</summary>
internal sealed class AttachRolePolicy : IMutation<AttachRolePolicyRequest, AttachRolePolicyResult>
{
    public static AttachRolePolicyResult Run(AttachRolePolicyRequest input, Change change)
    {
        RoleChanges.Update(change, input.RoleName, row => EntityPolicies.Attach(change, row, input.PolicyArn, "Role"));
        return new();
    }
}
