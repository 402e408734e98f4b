using Virga.Iam.InstanceProfiles;
using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.Roles;

/// <summary>Lists the instance profiles that hold a role.</summary>
internal sealed class ListInstanceProfilesForRole : IQuery<ListInstanceProfilesForRoleRequest,
    ListInstanceProfilesForRoleResponse>
{
    public static ListInstanceProfilesForRoleResponse Run(ListInstanceProfilesForRoleRequest input, WorldView at)
    {
        var role = at.Get<RoleRow>(input.RoleName!);
        var profiles = at.Rows<InstanceProfileRow>().By(InstanceProfileRow.ByRole, role.Id);
        var page = IamPage.Of(profiles, row => row.Id, input.MaxItems, input.Marker);
        return new()
        {
            InstanceProfiles = [.. page.Items.Select(row => InstanceProfileView.Of(row, at))],
            IsTruncated = page.IsTruncated,
            Marker = page.Marker,
        };
    }
}
