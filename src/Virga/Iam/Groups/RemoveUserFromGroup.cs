using Virga.Iam.Users;
using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.Groups;

/// <summary>Takes a user out of a group.</summary>
internal sealed class RemoveUserFromGroup : IMutation<RemoveUserFromGroupRequest, RemoveUserFromGroupResult>
{
    public static RemoveUserFromGroupResult Run(RemoveUserFromGroupRequest input, Change change)
    {
        var group = change.Get<GroupRow>(input.GroupName!);
        var user = change.Get<UserRow>(input.UserName!);
        if (!user.Groups.Contains(group.Id))
            throw IamErrors.NoSuchEntity($"User {user.Id} not in group {group.Id}");
        change.Put(user with { Groups = [.. user.Groups.Where(name => name != group.Id)] });
        return new();
    }
}
