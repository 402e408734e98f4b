using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.Roles;

/// <summary>Removes tags of a role.</summary>
internal sealed class UntagRole : IMutation<UntagRoleRequest, UntagRoleResult>
{
    public static UntagRoleResult Run(UntagRoleRequest input, Change change)
    {
        change.Update<RoleRow>(input.RoleName!, row => row with { Tags = IamTagging.Without(row.Tags, input.TagKeys) });
        return new();
    }
}
