using Virga.Iam.LastUse;
using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.Roles;

/// <summary>Shows a role.</summary>
internal sealed class GetRole : IQuery<GetRoleRequest, GetRoleResponse>
{
    public static GetRoleResponse Run(GetRoleRequest input, WorldView at)
    {
        var row = at.Get<RoleRow>(input.RoleName!);
        return new() { Role = RoleView.Whole(row, at.Account, at.Find<UseRow>(row.UniqueId)) };
    }
}
