using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.Roles;

/// <summary>Sets the boundary of a role.</summary>
internal sealed class PutRolePermissionsBoundary : IMutation<PutRolePermissionsBoundaryRequest,
    PutRolePermissionsBoundaryResult>
{
    public static PutRolePermissionsBoundaryResult Run(PutRolePermissionsBoundaryRequest input, Change change)
    {
        RoleChanges.Update(change, input.RoleName, row => EntityPolicies.Bound(change, row, input.PermissionsBoundary));
        return new();
    }
}
