using Virga.Iam.Roles;
using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.ServiceLinkedRoles;

/// <summary>Deletes the role of a service.</summary>
internal sealed class DeleteServiceLinkedRole : IMutation<DeleteServiceLinkedRoleRequest,
    DeleteServiceLinkedRoleResponse>
{
    public static DeleteServiceLinkedRoleResponse Run(DeleteServiceLinkedRoleRequest input, Change change)
    {
        var row = change.Get<RoleRow>(input.RoleName!);
        if (!row.IsServiceLinked)
            throw IamErrors.NoSuchEntity($"The role with name {row.Id} cannot be found.");
        change.Remove<RoleRow>(row.Id);
        var task = change.Put(new DeletionTaskRow($"task{row.Path}{row.Id}/{change.NewUuid()}"));
        return new() { DeletionTaskId = task.Id };
    }
}
