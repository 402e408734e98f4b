using Virga.Iam.Users;
using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.Groups;

/// <summary>Shows a group and who is in it.</summary>
internal sealed class GetGroup : IQuery<GetGroupRequest, GetGroupResponse>
{
    public static GetGroupResponse Run(GetGroupRequest input, WorldView at)
    {
        var row = at.Get<GroupRow>(input.GroupName!);
        var page = IamPage.Of(at.Rows<UserRow>().By(UserRow.ByGroup, row.Id), user => user.Id, input.MaxItems,
            input.Marker);
        return new()
        {
            Group = GroupView.Of(row, at.Account),
            Users = [.. page.Items.Select(user => UserView.Of(user, at.Account))],
            IsTruncated = page.IsTruncated,
            Marker = page.Marker,
        };
    }
}
