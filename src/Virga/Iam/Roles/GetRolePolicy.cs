using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.Roles;

/// <summary>Shows an inline policy of a role.</summary>
internal sealed class GetRolePolicy : IQuery<GetRolePolicyRequest, GetRolePolicyResponse>
{
    public static GetRolePolicyResponse Run(GetRolePolicyRequest input, WorldView at)
    {
        var row = at.Get<RoleRow>(input.RoleName!);
        return new()
        {
            RoleName = row.Id,
            PolicyName = input.PolicyName,
            PolicyDocument = EntityPolicies.Get(row, input.PolicyName, "role"),
        };
    }
}
