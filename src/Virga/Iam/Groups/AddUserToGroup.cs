using Virga.Iam.Users;
using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.Groups;

/// <summary>Puts a user into a group; a second time is no error.</summary>
internal sealed class AddUserToGroup : IMutation<AddUserToGroupRequest, AddUserToGroupResult>
{
    public static AddUserToGroupResult Run(AddUserToGroupRequest input, Change change)
    {
        var group = change.Get<GroupRow>(input.GroupName!);
        var user = change.Get<UserRow>(input.UserName!);
        if (user.Groups.Contains(group.Id)) return new();
        if (user.Groups.Count >= MaxGroups) throw IamErrors.Quota("GroupsPerUser", MaxGroups);
        change.Put(user with { Groups = [.. user.Groups, group.Id] });
        return new();
    }

    /// <summary>Source: IAM User Guide, "IAM and STS quotas".</summary>
    private const int MaxGroups = 10;
}
