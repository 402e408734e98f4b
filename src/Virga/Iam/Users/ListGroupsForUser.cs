using Virga.Iam.Groups;
using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.Users;

/// <summary>Lists the groups that a user is in.</summary>
internal sealed class ListGroupsForUser : IQuery<ListGroupsForUserRequest, ListGroupsForUserResponse>
{
    public static ListGroupsForUserResponse Run(ListGroupsForUserRequest input, WorldView at)
    {
        var page = IamPage.Of(at.Get<UserRow>(input.UserName!).Groups, name => name, input.MaxItems, input.Marker);
        return new()
        {
            Groups = [.. page.Items.Select(name => GroupView.Of(at.Get<GroupRow>(name), at.Account))],
            IsTruncated = page.IsTruncated,
            Marker = page.Marker,
        };
    }
}
