using Virga.Iam.Users;
using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.Groups;

/// <summary>Deletes a group without users and policies.</summary>
internal sealed class DeleteGroup : IMutation<DeleteGroupRequest, DeleteGroupResult>
{
    public static DeleteGroupResult Run(DeleteGroupRequest input, Change change)
    {
        var row = change.Get<GroupRow>(input.GroupName!);
        if (change.Rows<UserRow>().Any(UserRow.ByGroup, row.Id)) throw IamErrors.DeleteConflict(
            "remove users from group");
        EntityPolicies.CheckUnused(row);
        change.Remove<GroupRow>(row.Id);
        return new();
    }
}
