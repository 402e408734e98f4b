using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.Users;

/// <summary>Shows an inline policy of a user.</summary>
internal sealed class GetUserPolicy : IQuery<GetUserPolicyRequest, GetUserPolicyResponse>
{
    public static GetUserPolicyResponse Run(GetUserPolicyRequest input, WorldView at)
    {
        var row = at.Get<UserRow>(input.UserName!);
        return new()
        {
            UserName = row.Id,
            PolicyName = input.PolicyName,
            PolicyDocument = EntityPolicies.Get(row, input.PolicyName, "user"),
        };
    }
}
