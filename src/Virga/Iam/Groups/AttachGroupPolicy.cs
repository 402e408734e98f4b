using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.Groups;

/// <summary>Attaches a managed policy to a group.</summary>
internal sealed class AttachGroupPolicy : IMutation<AttachGroupPolicyRequest, AttachGroupPolicyResult>
{
    public static AttachGroupPolicyResult Run(AttachGroupPolicyRequest input, Change change)
    {
        change.Update<GroupRow>(input.GroupName!, row => EntityPolicies.Attach(change, row, input.PolicyArn, "Group"));
        return new();
    }
}
