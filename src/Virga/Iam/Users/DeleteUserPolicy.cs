using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.Users;

/// <summary>Deletes an inline policy of a user.</summary>
internal sealed class DeleteUserPolicy : IMutation<DeleteUserPolicyRequest, DeleteUserPolicyResult>
{
    public static DeleteUserPolicyResult Run(DeleteUserPolicyRequest input, Change change)
    {
        change.Update<UserRow>(input.UserName!, row => EntityPolicies.Delete(row, input.PolicyName, "user"));
        return new();
    }
}
