using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.Roles;

/// <summary>Removes the boundary of a role.</summary>
internal sealed class DeleteRolePermissionsBoundary : IMutation<DeleteRolePermissionsBoundaryRequest,
    DeleteRolePermissionsBoundaryResult>
{
    public static DeleteRolePermissionsBoundaryResult Run(DeleteRolePermissionsBoundaryRequest input, Change change)
    {
        RoleChanges.Update(change, input.RoleName, row => row with { PermissionsBoundary = null });
        return new();
    }
}
