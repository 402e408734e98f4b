using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.Users;

/// <summary>Detaches a managed policy from a user.</summary>
internal sealed class DetachUserPolicy : IMutation<DetachUserPolicyRequest, DetachUserPolicyResult>
{
    public static DetachUserPolicyResult Run(DetachUserPolicyRequest input, Change change)
    {
        change.Update<UserRow>(input.UserName!, row => EntityPolicies.Detach(row, input.PolicyArn));
        return new();
    }
}
