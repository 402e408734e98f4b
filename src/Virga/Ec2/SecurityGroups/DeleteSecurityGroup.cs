using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.SecurityGroups;

/// <summary>Deletes a security group that nothing uses.</summary>
internal sealed class DeleteSecurityGroup : IMutation<DeleteSecurityGroupRequest, DeleteSecurityGroupResult>
{
    public static DeleteSecurityGroupResult Run(DeleteSecurityGroupRequest input, Change change)
    {
        var group = SecurityGroupLookup.Get(change, input.GroupId, input.GroupName);
        if (group.Name == SecurityGroupRow.DefaultName)
            throw Ec2Errors.SecurityGroupCannotDelete(group.Id, group.Name);
        if (Dependencies.OnSecurityGroup(change, group.Id).Any()) throw Ec2Errors.HasDependentObject(group.Id);
        Remove(change, group.Id);
        return new() { Return = true, GroupId = group.Id };
    }

    /// <summary>Removes a group with its rules.</summary>
    public static void Remove(Change change, string groupId)
    {
        foreach (var rule in change.Rows<SecurityGroupRuleRow>().By(SecurityGroupRuleRow.ByGroup, groupId))
            change.Remove<SecurityGroupRuleRow>(rule.Id);
        change.Remove<SecurityGroupRow>(groupId);
    }
}
