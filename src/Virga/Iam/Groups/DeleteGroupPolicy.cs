using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.Groups;

/// <summary>Deletes an inline policy of a group.</summary>
internal sealed class DeleteGroupPolicy : IMutation<DeleteGroupPolicyRequest, DeleteGroupPolicyResult>
{
    public static DeleteGroupPolicyResult Run(DeleteGroupPolicyRequest input, Change change)
    {
        change.Update<GroupRow>(input.GroupName!, row => EntityPolicies.Delete(row, input.PolicyName, "group"));
        return new();
    }
}
