using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.Users;

/// <summary>Attaches a managed policy to a user.</summary>
internal sealed class AttachUserPolicy : IMutation<AttachUserPolicyRequest, AttachUserPolicyResult>
{
    public static AttachUserPolicyResult Run(AttachUserPolicyRequest input, Change change)
    {
        change.Update<UserRow>(input.UserName!, row => EntityPolicies.Attach(change, row, input.PolicyArn, "User"));
        return new();
    }
}
