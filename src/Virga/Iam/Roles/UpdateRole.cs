using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.Roles;

/// <summary>Changes description and session duration of a role.</summary>
internal sealed class UpdateRole : IMutation<UpdateRoleRequest, UpdateRoleResponse>
{
    public static UpdateRoleResponse Run(UpdateRoleRequest input, Change change)
    {
        RoleChanges.Update(change, input.RoleName, row => row with
        {
            Description = input.Description ?? row.Description,
            MaxSessionDurationSeconds = input.MaxSessionDuration ?? 3600,
        });
        return new();
    }
}
