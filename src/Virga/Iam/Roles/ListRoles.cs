using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.Roles;

/// <summary>Lists roles by path prefix.</summary>
internal sealed class ListRoles : IQuery<ListRolesRequest, ListRolesResponse>
{
    public static ListRolesResponse Run(ListRolesRequest input, WorldView at)
    {
        var roles = at.Rows<RoleRow>().Where(row => row.Path.StartsWith(input.PathPrefix
            ?? "/", StringComparison.Ordinal));
        var page = IamPage.Of(roles, row => row.Id, input.MaxItems, input.Marker);
        return new()
        {
            Roles = [.. page.Items.Select(row => RoleView.Of(row, at.Account))],
            IsTruncated = page.IsTruncated,
            Marker = page.Marker,
        };
    }
}
