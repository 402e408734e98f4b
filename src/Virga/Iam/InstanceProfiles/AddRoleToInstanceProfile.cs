using Virga.Iam.Roles;
using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.InstanceProfiles;

/// <summary>Puts a role into an instance profile, which holds one at most.</summary>
internal sealed class AddRoleToInstanceProfile : IMutation<AddRoleToInstanceProfileRequest,
    AddRoleToInstanceProfileResult>
{
    public static AddRoleToInstanceProfileResult Run(AddRoleToInstanceProfileRequest input, Change change)
    {
        var row = change.Get<InstanceProfileRow>(input.InstanceProfileName!);
        var role = change.Get<RoleRow>(input.RoleName!);
        if (row.RoleName is not null) throw IamErrors.Quota("InstanceSessionsPerInstanceProfile", 1);
        change.Put(row with { RoleName = role.Id });
        return new();
    }
}
