using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.Roles;

/// <summary>Shows a role.</summary>
internal sealed class GetRole : IQuery<GetRoleRequest, GetRoleResponse>
{
    public static GetRoleResponse Run(GetRoleRequest input, WorldView at) =>
        new() { Role = RoleView.Whole(at.Get<RoleRow>(input.RoleName!), at.Account) };
}
