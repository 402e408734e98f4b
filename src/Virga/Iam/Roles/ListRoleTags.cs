using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.Roles;

/// <summary>Lists the tags of a role.</summary>
internal sealed class ListRoleTags : IQuery<ListRoleTagsRequest, ListRoleTagsResponse>
{
    public static ListRoleTagsResponse Run(ListRoleTagsRequest input, WorldView at)
    {
        var page = IamPage.Of(at.Get<RoleRow>(input.RoleName!).Tags, tag => tag.Key, input.MaxItems, input.Marker);
        return new() { Tags = IamTagging.List(page.Items), IsTruncated = page.IsTruncated, Marker = page.Marker };
    }
}
