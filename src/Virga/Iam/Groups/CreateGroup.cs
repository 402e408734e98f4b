using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.Groups;

/// <summary>Creates a group.</summary>
internal sealed class CreateGroup : IMutation<CreateGroupRequest, CreateGroupResponse>
{
    public static CreateGroupResponse Run(CreateGroupRequest input, Change change)
    {
        if (change.Rows<GroupRow>().Any(GroupRow.ByLowerName, input.GroupName!.ToLowerInvariant()))
            throw IamErrors.AlreadyExists($"Group with name {input.GroupName} already exists.");
        var row = change.Put(new GroupRow(input.GroupName)
        {
            Path = EntityPolicies.Path(input.Path),
            UniqueId = IamIds.New(change, IamIds.Group),
            CreateDate = change.Now,
        });
        return new() { Group = GroupView.Of(row, change.Account) };
    }
}
