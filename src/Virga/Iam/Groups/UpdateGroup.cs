using Virga.Iam.Users;
using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.Groups;

/// <summary>Renames a group or moves it to another path.</summary>
internal sealed class UpdateGroup : IMutation<UpdateGroupRequest, UpdateGroupResult>
{
    public static UpdateGroupResult Run(UpdateGroupRequest input, Change change)
    {
        var row = change.Get<GroupRow>(input.GroupName!);
        var name = input.NewGroupName ?? row.Id;
        if (!name.Equals(row.Id, StringComparison.OrdinalIgnoreCase)
            && change.Rows<GroupRow>().Any(GroupRow.ByLowerName, name.ToLowerInvariant()))
            throw IamErrors.AlreadyExists($"Group with name {name} already exists.");
        change.Remove<GroupRow>(row.Id);
        change.Put(row with { Id = name, Sequence = 0, Path = input.NewPath ?? row.Path });
        foreach (var user in change.Rows<UserRow>().By(UserRow.ByGroup, row.Id).ToList())
            change.Put(user with { Groups = [.. user.Groups.Select(group => group == row.Id ? name : group)] });
        return new();
    }
}
