using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.Users;

/// <summary>Adds or replaces an inline policy of a user.</summary>
internal sealed class PutUserPolicy : IMutation<PutUserPolicyRequest, PutUserPolicyResult>
{
    public static PutUserPolicyResult Run(PutUserPolicyRequest input, Change change)
    {
        change.Update<UserRow>(input.UserName!, row =>
            EntityPolicies.Put(row, input.PolicyName, input.PolicyDocument, "user", MaxInlineSize));
        return new();
    }

    /// <summary>Source: IAM User Guide, "IAM and STS character limits".</summary>
    private const int MaxInlineSize = 2_048;
}
