using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.Groups;

/// <summary>Detaches a managed policy from a group.</summary>
internal sealed class DetachGroupPolicy : IMutation<DetachGroupPolicyRequest, DetachGroupPolicyResult>
{
    public static DetachGroupPolicyResult Run(DetachGroupPolicyRequest input, Change change)
    {
        change.Update<GroupRow>(input.GroupName!, row => EntityPolicies.Detach(row, input.PolicyArn));
        return new();
    }
}
