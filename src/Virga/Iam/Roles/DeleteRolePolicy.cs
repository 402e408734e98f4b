using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.Roles;

/// <summary>Deletes an inline policy of a role.</summary>
internal sealed class DeleteRolePolicy : IMutation<DeleteRolePolicyRequest, DeleteRolePolicyResult>
{
    public static DeleteRolePolicyResult Run(DeleteRolePolicyRequest input, Change change)
    {
        RoleChanges.Update(change, input.RoleName, row => EntityPolicies.Delete(row, input.PolicyName, "role"));
        return new();
    }
}
