using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.Users;

/// <summary>Lists users by path prefix.</summary>
internal sealed class ListUsers : IQuery<ListUsersRequest, ListUsersResponse>
{
    public static ListUsersResponse Run(ListUsersRequest input, WorldView at)
    {
        var users = at.Rows<UserRow>().Where(row => row.Path.StartsWith(input.PathPrefix
            ?? "/", StringComparison.Ordinal));
        var page = IamPage.Of(users, row => row.Id, input.MaxItems, input.Marker);
        return new()
        {
            Users = [.. page.Items.Select(row => UserView.Of(row, at.Account))],
            IsTruncated = page.IsTruncated,
            Marker = page.Marker,
        };
    }
}
