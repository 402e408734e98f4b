using Virga.Iam.InstanceProfiles;
using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.Roles;

/// <summary>Deletes a role without policies that is in no instance profile.</summary>
internal sealed class DeleteRole : IMutation<DeleteRoleRequest, DeleteRoleResult>
{
    public static DeleteRoleResult Run(DeleteRoleRequest input, Change change)
    {
        var row = change.Get<RoleRow>(input.RoleName!);
        if (row.IsServiceLinked) throw IamErrors.UnmodifiableEntity(row.Id);
        if (change.Rows<InstanceProfileRow>().Any(InstanceProfileRow.ByRole, row.Id))
            throw IamErrors.DeleteConflict("remove roles from instance profile");
        EntityPolicies.CheckUnused(row);
        change.Remove<RoleRow>(row.Id);
        return new();
    }
}
