using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.Roles;

/// <summary>Tags a role.</summary>
internal sealed class TagRole : IMutation<TagRoleRequest, TagRoleResult>
{
    public static TagRoleResult Run(TagRoleRequest input, Change change)
    {
        change.Update<RoleRow>(input.RoleName!, row => row with { Tags = IamTagging.Merge(row.Tags, input.Tags) });
        return new();
    }
}
